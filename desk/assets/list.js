// The operators' list. The token is typed once and stays in this window; it is sent as a header only. What people wrote
// becomes text nodes.
(() => {
  'use strict';
  const by_id = (id) => document.getElementById(id);
  const key = 'flexcord-token';
  let kept = '';
  const token = () => {
    try {
      return sessionStorage.getItem(key) ?? kept;
    } catch {
      return kept;
    }
  };
  function keep(value) {
    kept = value;
    try {
      if (value) sessionStorage.setItem(key, value);
      else sessionStorage.removeItem(key);
    } catch {
      // Storage is refused: the token lasts as long as the page.
    }
  }

  const filters = by_id('filters');
  const names = ['q', 'status', 'kind', 'assignee', 'tag', 'sort'];
  let page = 1;
  let asked = 0;

  function wanted() {
    const query = new URLSearchParams();
    for (const name of names) {
      const value = filters.elements.namedItem(name).value.trim();
      if (value && !(name === 'sort' && value === 'updated')) query.set(name, value);
    }
    return query;
  }
  function from_address() {
    const query = new URLSearchParams(location.search);
    for (const name of names)
      if (query.get(name)) filters.elements.namedItem(name).value = query.get(name);
    if (!filters.elements.namedItem('sort').value) filters.elements.namedItem('sort').value = 'updated';
    page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1);
  }
  function say(text, bad = false) {
    by_id('state').textContent = text;
    by_id('state').toggleAttribute('data-bad', bad);
  }
  function sign_in(problem = '') {
    for (const id of ['filters', 'results', 'exports', 'sign-out']) by_id(id).hidden = true;
    by_id('sign-in').hidden = false;
    by_id('token-problem').textContent = problem;
    by_id('token-problem').hidden = !problem;
    by_id('token').value = '';
    by_id('token').focus();
  }
  async function ask(path, query) {
    const response = await fetch(`../api/v1/${path}?${query}`, {
      headers: {authorization: `Bearer ${token()}`},
      credentials: 'omit',
    });
    if (response.status === 401 || response.status === 403) {
      keep('');
      sign_in('This token is not the right one.');
      return null;
    }
    if (!response.ok) {
      const type = response.headers.get('content-type') ?? '';
      const problems = type.startsWith('application/json') ? ((await response.json()).problems ?? []) : [];
      throw new Error(
        problems.map((p) => `${p.field} ${p.text}`).join('; ') || `the server answered ${response.status}`,
      );
    }
    return response;
  }

  const element = (tag, ...content) => {
    const e = document.createElement(tag);
    e.append(...content);
    return e;
  };
  const marked = (tag, name, ...content) => {
    const e = element(tag, ...content);
    e.className = name;
    return e;
  };
  function time(at) {
    if (!at) return '';
    const e = element('time', new Date(at).toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'}));
    e.dateTime = new Date(at).toISOString();
    return e;
  }
  function cell(name, ...content) {
    const td = element('td', ...content.filter((c) => c !== ''));
    if (name) td.dataset.name = name;
    return td;
  }
  function row(c) {
    const name = [marked('span', 'number', `#${c.number}`), ' ', element('bdi', c.title || c.kind_text)];
    const first = cell('');
    if (/^(https?:\/\/|\/)/.test(c.url)) {
      const a = element('a', ...name);
      a.href = c.url;
      a.target = '_blank';
      a.rel = 'noopener noreferrer';
      first.append(a);
    } else {
      first.append(...name);
    }
    const more = c.master ? `${c.kind_text}, duplicate of #${c.master}` : c.kind_text;
    first.append(marked('span', 'kind', more));
    if (c.tags.length) {
      const tags = marked('ul', 'tags', ...c.tags.map((t) => element('li', element('bdi', t))));
      tags.setAttribute('aria-label', 'Tags');
      first.append(tags);
    }
    const status = marked('span', 'chip status', c.status_text);
    status.dataset.status = c.status;
    const priority = marked('span', 'chip priority', c.priority_text);
    priority.dataset.priority = c.priority;
    return element(
      'tr',
      first,
      cell('', status),
      cell('', priority),
      cell('Assignee', c.assignee ? element('bdi', c.assignee) : ''),
      cell('Reporter', c.reporter ? element('bdi', c.reporter) : ''),
      cell('Votes', c.votes ? String(c.votes) : ''),
      cell('Opened', time(c.opened)),
      cell('Changed', time(c.updated)),
    );
  }

  async function show() {
    const mine = ++asked;
    by_id('sign-in').hidden = true;
    for (const id of ['filters', 'results', 'exports', 'sign-out']) by_id(id).hidden = false;
    const query = wanted();
    if (page > 1) query.set('page', String(page));
    history.replaceState(null, '', query.size ? `?${query}` : location.pathname);
    say('Loading');
    try {
      const response = await ask('cases', query);
      if (!response) return;
      const {cases, more} = await response.json();
      if (mine !== asked) return;
      by_id('rows').replaceChildren(...cases.map(row));
      by_id('previous').disabled = page <= 1;
      by_id('next').disabled = !more;
      by_id('page').textContent = `Page ${page}`;
      const first = (page - 1) * 50 + 1;
      say(cases.length ? `${first} to ${first + cases.length - 1}` : 'No case fits.');
    } catch (error) {
      if (mine === asked) say(`Cannot be shown: ${error.message}.`, true);
    }
  }
  async function save(button) {
    const {export: what, format} = button.dataset;
    const query = wanted();
    query.set('format', format);
    button.setAttribute('aria-busy', 'true');
    try {
      // A long export comes in parts: each says where the next one begins.
      const parts = [];
      let next = '';
      do {
        if (next) query.set('after', next);
        const response = await ask(`export/${what}`, query);
        if (!response) return button.removeAttribute('aria-busy');
        parts.push(await response.blob());
        next = response.headers.get('x-flexcord-next') ?? '';
      } while (next);
      if (parts.length) {
        const a = document.createElement('a');
        a.href = URL.createObjectURL(new Blob(parts));
        a.download = `${what}.${format}`;
        a.click();
        URL.revokeObjectURL(a.href);
      }
    } catch (error) {
      say(`Cannot be exported: ${error.message}.`, true);
    }
    button.removeAttribute('aria-busy');
  }

  by_id('sign-in').addEventListener('submit', (event) => {
    event.preventDefault();
    keep(by_id('token').value.trim());
    show();
  });
  by_id('sign-out').addEventListener('click', () => {
    keep('');
    by_id('rows').replaceChildren();
    sign_in();
  });
  filters.addEventListener('submit', (event) => {
    event.preventDefault();
    page = 1;
    show();
  });
  by_id('clear').addEventListener('click', () => {
    for (const name of names) filters.elements.namedItem(name).value = name === 'sort' ? 'updated' : '';
    page = 1;
    show();
  });
  by_id('previous').addEventListener('click', () => {
    page = Math.max(1, page - 1);
    show();
  });
  by_id('next').addEventListener('click', () => {
    ++page;
    show();
  });
  for (const button of document.querySelectorAll('[data-export]'))
    button.addEventListener('click', () => save(button));

  from_address();
  if (token()) show();
  else sign_in();
})();
