"""Reads what strace saw of scripts/prove-sync: each record's log, its sync, its answer."""

import re
import sys

CALL = re.compile(r"^(\d+)\s+(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+)\s+<\.\.\. (\w+) resumed>(.*)$")
UNFINISHED = " <unfinished ...>"


def calls(path):
    """Each call: name, arguments and result, the lines where it began and returned."""
    unfinished = {}
    with open(path, errors="replace") as trace:
        for number, line in enumerate(trace, 1):
            line = line.rstrip("\n")
            resumed = RESUMED.match(line)
            call = CALL.match(line)
            if resumed:
                thread, name, rest = resumed.groups()
                began, arguments = unfinished.pop((thread, name), (number, ""))
                yield name, arguments + rest, began, number
            elif call:
                thread, name, rest = call.groups()
                if rest.endswith(UNFINISHED):
                    unfinished[(thread, name)] = (number, rest[: -len(UNFINISHED)])
                else:
                    yield name, rest, number, number


def events(path):
    """What matters, in order: a write of the log counts when it has returned, and so does a sync
    that worked; an answer counts when it begins."""
    found = []
    for name, arguments, began, returned in calls(path):
        if name.startswith("pwrite") and "/log-" in arguments:
            found.append((returned, "log", began))
        elif name in ("fdatasync", "fsync") and "/log-" in arguments:
            if re.search(r"=\s*0\s*$", arguments):
                found.append((returned, "sync", began))
        elif "HTTP/1.1 201" in arguments:
            found.append((began, "answer", began))
    return sorted(found)


def main(path, expected):
    proved = 0
    logged = None
    synced = False
    for line, event, began in events(path):
        if event == "log":
            logged, synced = line, False
        elif event == "sync":
            synced = synced or (logged is not None and began > logged)
        elif logged is None or not synced:
            print(f"NOT PROVED: the answer at line {line} has no sync of its log before it")
            return 1
        else:
            proved += 1
            logged, synced = None, False
    print(f"proved: {proved} answers, each after a completed sync of its log")
    return 0 if proved >= expected else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
