package dev.vitrine.workload;

import dev.vitrine.engine.PageOperations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Stands before the real page operations: counts the calls, and lets a test change them. */
final class InterceptedPages {

  /** One call; {@code ordinal} counts the calls of its method from 1. */
  record Call(PageOperations real, Method method, Object[] args, long ordinal) {

    Object proceed() {
      try {
        return method.invoke(real, args);
      } catch (InvocationTargetException e) {
        throw (RuntimeException) e.getCause();
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }

    boolean is(String name) {
      return method.getName().equals(name);
    }
  }

  interface Interceptor {
    Object call(Call call);
  }

  private final Map<String, LongAdder> attempts = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> successes = new ConcurrentHashMap<>();
  private final PageOperations pages;

  InterceptedPages(PageOperations real, Interceptor interceptor) {
    pages =
        (PageOperations)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PageOperations.class},
                (proxy, method, args) -> {
                  LongAdder attempted = counter(attempts, method.getName());
                  attempted.increment();
                  Object result = interceptor.call(new Call(real, method, args, attempted.sum()));
                  counter(successes, method.getName()).increment();
                  return result;
                });
  }

  InterceptedPages(PageOperations real) {
    this(real, Call::proceed);
  }

  WorkloadTarget.Factory factory() {
    return PageStoreTarget.factory(pages, WorkloadEngine.PAGE);
  }

  long attempts(String method) {
    return counter(attempts, method).sum();
  }

  long successes(String method) {
    return counter(successes, method).sum();
  }

  private static LongAdder counter(Map<String, LongAdder> counters, String method) {
    return counters.computeIfAbsent(method, unseen -> new LongAdder());
  }
}
