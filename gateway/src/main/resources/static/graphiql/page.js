// Opens GraphiQL on this gateway: with the tabs of the last visit or, at the first one, with those of tabs.json.

async function get(path) {
  const response = await fetch('/graphiql/' + path);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} (expected: 200)`);
  }
  return response;
}

async function tab({query, variables}) {
  return {
    query: await (await get('examples/' + query)).text(),
    variables: JSON.stringify(variables, null, 2)
  };
}

// Of the first default tab GraphiQL shows the query alone.
function firstVariables(tabs) {
  return localStorage.getItem('graphiql:tabState') === null ? tabs[0].variables : undefined;
}

async function show(element) {
  const tabs = await Promise.all((await (await get('tabs.json')).json()).map(tab));
  const settings = {
    fetcher: GraphiQL.createFetcher({url: '/graphql'}),
    defaultTabs: tabs,
    variables: firstVariables(tabs)
  };
  const overview = React.createElement('a', {className: 'graphiql-logo-link', href: '/'}, 'Pedigree');
  const logo = React.createElement(GraphiQL.Logo, null, overview);
  ReactDOM.createRoot(element).render(React.createElement(GraphiQL, settings, logo));
}

const element = document.getElementById('graphiql');
show(element).catch(failure => {
  element.firstElementChild.textContent = failure.message;
  throw failure;
});
