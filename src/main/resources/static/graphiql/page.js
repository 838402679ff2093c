// GraphiQL over this service: queries by POST, subscriptions over graphql-transport-ws. All
// addresses are relative to the page, so it works wherever the service is reached.
import { examples } from './examples.js';

const { React, ReactDOM, GraphiQL, graphqlWs } = window;

const endpoint = new URL('graphql', document.baseURI);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

// A service with an API key asks for it: {"Authorization": "Bearer <key>"} in the headers tab. A
// browser sends no headers with a WebSocket, so there the key travels in connection_init.
let authorization;
const fetch = GraphiQL.createFetcher({
  url: endpoint.href,
  wsClient: graphqlWs.createClient({
    url: socket.href,
    lazy: true,
    retryAttempts: Infinity,
    connectionParams: () => (authorization ? { authorization } : {}),
  }),
});
const fetcher = (params, options) => {
  const headers = new Headers(options?.headers);
  const key = headers.get('X-API-Key');
  authorization = headers.get('Authorization') ?? (key && `Bearer ${key}`);
  return fetch(params, options);
};

const logo = React.createElement(
  GraphiQL.Logo,
  null,
  React.createElement(
    'span',
    { className: 'vitrine' },
    'Vitrine',
    React.createElement('small', null, 'a storage engine behind glass'),
  ),
);

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(
    GraphiQL,
    { fetcher, defaultTabs: examples, defaultQuery: '', shouldPersistHeaders: false },
    logo,
  ),
);
