// What the case page does more than a page: local times, saving in place, live updates. Whatever people wrote becomes
// text nodes; nothing here makes markup from text.
(() => {
  'use strict';
  const by_id = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Times as the agent's clock shows them.
  const same_day = (a, b) => a.toDateString() === b.toDateString();
  const clock = {hour: 'numeric', minute: '2-digit'};
  const date_of = (at) => {
    const now = new Date();
    if (same_day(at, now)) return at.toLocaleTimeString([], clock);
    const year = at.getFullYear() === now.getFullYear() ? {} : {year: 'numeric'};
    return at.toLocaleString([], {day: 'numeric', month: 'short', ...year, ...clock});
  };
  function show_time(element, at = new Date(element.dateTime)) {
    const known = !Number.isNaN(at.getTime()) && at.getTime() > 0;
    element.hidden = !known;
    if (!known) return;
    element.dateTime = at.toISOString();
    element.textContent = date_of(at);
    element.title = at.toLocaleString();
  }
  function how_long(ms) {
    const s = Math.max(0, Math.floor(ms / 1000));
    const two = (n, name, m, other) => `${n} ${name}${m > 0 ? ` ${m} ${other}` : ''}`;
    if (s < 60) return `${s} s`;
    if (s < 3600) return `${Math.floor(s / 60)} min`;
    if (s < 86400) return two(Math.floor(s / 3600), 'h', Math.floor(s / 60) % 60, 'min');
    const days = Math.floor(s / 86400);
    const name = days === 1 ? 'day' : 'days';
    return days < 7 ? two(days, name, Math.floor(s / 3600) % 24, 'h') : `${days} ${name}`;
  }
  function show_age() {
    const age = by_id('age');
    if (age) age.textContent = `Open for ${how_long(Date.now() - Number(age.dataset.since))}`;
  }

  // Lists that grow at their end.
  function growing(name) {
    const scroll = by_id(`${name}-scroll`);
    if (!scroll) return null;
    const link = document.querySelector(`#${name} .newest`);
    const label = link.textContent;
    let unseen = 0;
    const at_end = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 24;
    const to_end = () => scroll.scrollTo({top: scroll.scrollHeight});
    const refresh = () => {
      if (at_end()) unseen = 0;
      link.hidden = at_end();
      link.textContent = unseen ? `${unseen} new, jump to newest` : label;
      link.toggleAttribute('data-new', unseen > 0);
    };
    link.addEventListener('click', (event) => {
      event.preventDefault();
      to_end();
      scroll.focus({preventScroll: true});
      refresh();
    });
    scroll.addEventListener('scroll', refresh, {passive: true});
    window.addEventListener('resize', refresh);
    to_end();
    refresh();
    return {
      list: by_id(`${name}-log`),
      /** Adds with `change`; who reads the end stays there, who reads earlier lines is not moved. */
      grow(change, is_new) {
        const follow = at_end();
        change();
        if (follow) to_end();
        else if (is_new) ++unseen;
        refresh();
      },
    };
  }
  const timeline = growing('timeline');
  const conversation = growing('conversation');

  // Shapes.
  const shape = (name) => by_id(`${name}-shape`).content.firstElementChild.cloneNode(true);
  function set_text(root, selector, text) {
    root.querySelector(selector).textContent = text;
  }
  function web_link(url, text) {
    const a = document.createElement('a');
    a.href = url;
    a.rel = 'noopener noreferrer nofollow';
    a.target = '_blank';
    a.append(text);
    return a;
  }
  const is_web = (url) => /^https?:\/\//.test(url);
  function set_words(root, pieces) {
    const words = root.querySelector('.words');
    words.hidden = pieces.length === 0;
    words.replaceChildren(...pieces.map((p) => (is_web(p.url) ? web_link(p.url, p.text) : p.text)));
  }
  function file_row({name, detail, url}) {
    const row = document.createElement('li');
    const shown = document.createElement('bdi');
    shown.textContent = name;
    const size = document.createElement('span');
    size.className = 'detail';
    size.textContent = detail;
    row.append(is_web(url) || url.startsWith('/') ? web_link(url, shown) : shown, ' ', size);
    return row;
  }
  function add_entry(e) {
    if (all('.entry', timeline.list).some((x) => Number(x.dataset.position) >= e.position)) return;
    const item = shape('entry');
    item.dataset.kind = e.kind;
    item.dataset.position = e.position;
    item.classList.add('is-new');
    set_text(item, '.what', e.title);
    set_text(item, '.author .name', e.author);
    item.querySelector('.author').hidden = !e.author;
    show_time(item.querySelector('time'), new Date(e.at));
    set_words(item, e.body);
    timeline.grow(() => timeline.list.append(item), true);
  }
  function add_line(l) {
    if (!conversation) return;
    const item = shape('line');
    item.dataset.id = l.id;
    item.dataset.who = l.who;
    set_text(item, '.initials', l.initials);
    set_text(item, '.name', l.name);
    set_text(item, '.role', l.role);
    show_time(item.querySelector('time'), new Date(l.at));
    set_text(item, '.mark', l.deleted ? 'deleted' : 'edited');
    item.querySelector('.mark').hidden = !l.deleted && !l.edited;
    set_words(item, l.text);
    const files = item.querySelector('.files');
    files.hidden = l.files.length === 0;
    files.replaceChildren(...l.files.map(file_row));
    const old = all('.line', conversation.list).find((x) => x.dataset.id === l.id);
    if (!old) item.classList.add('is-new');
    by_id('no-lines').hidden = true;
    conversation.grow(() => (old ? old.replaceWith(item) : conversation.list.append(item)), !old);
  }

  // What stands in the case, and what the agent has not saved yet.
  const update = by_id('update');
  const fields = ['status', 'priority', 'assignee', 'tags'];
  const input = (name) => update.elements.namedItem(name);
  const seen = (name) => update.elements.namedItem(`saw-${name}`);
  function show_problem(form, field, text) {
    const at = field ? form.elements.namedItem(field) : null;
    if (!at) return false;
    const place = by_id(`${at.id}-problem`);
    place.hidden = !text;
    place.textContent = text;
    if (text) at.setAttribute('aria-invalid', 'true');
    else at.removeAttribute('aria-invalid');
    return true;
  }
  function show_facts(f) {
    const status = document.querySelector('.top .status');
    status.textContent = f.status_text;
    status.dataset.status = f.status;
    const priority = document.querySelector('.top .priority');
    priority.textContent = `${f.priority_text} priority`;
    priority.dataset.priority = f.priority;
    by_id('assignee-chip').textContent = f.assigned_text;
    if (f.title) by_id('title').textContent = f.title;
    const age = by_id('age');
    if (age) age.hidden = f.status === 'resolved' || f.status === 'closed';
    const talk = by_id('talk-now');
    talk.textContent = f.talk_now;
    talk.hidden = !f.talk_now;
    const tags = by_id('tag-list');
    tags.hidden = f.tags.length === 0;
    tags.replaceChildren(
      ...f.tags.map((t) => {
        const item = document.createElement('li');
        const text = document.createElement('bdi');
        text.textContent = t;
        item.append(text);
        return item;
      }),
    );
  }
  const text_of = (f, name) => (name === 'tags' ? f.tags.join(', ') : f[name]);
  /** Takes what stands there now into the form. What the agent has typed stays; `told`: fields that they know of. */
  function merge(f, told = []) {
    for (const name of update ? fields : []) {
      const now = text_of(f, name);
      if (input(name).value === seen(name).value) input(name).value = now;
      else if (now !== seen(name).value && now !== input(name).value && !told.includes(name)) {
        // Not taken as seen: should they save before they read this, it is a conflict.
        const shown = {status: f.status_text, priority: f.priority_text}[name] ?? now;
        show_problem(update, name, `Somebody else has changed this meanwhile, to: ${shown || 'none'}.`);
        continue;
      }
      seen(name).value = now;
      if (!told.includes(name)) show_problem(update, name, '');
    }
  }

  // Saving in place.
  const outcomes = {update: 'outcome', create: 'create-outcome'};
  function say(form, text, bad) {
    const place = by_id(outcomes[form.id]);
    place.toggleAttribute('data-bad', bad);
    place.textContent = text;
  }
  function show_answer(form, answer) {
    for (const at of all('[name]:not([type="hidden"])', form)) show_problem(form, at.name, '');
    const rest = answer.problems.filter((p) => !show_problem(form, p.field, p.text)).map((p) => p.text);
    if (!answer.ok) {
      say(form, rest.join(' ') || 'Not saved. See what is marked above.', true);
      form.querySelector('[aria-invalid="true"]')?.focus();
    }
    show_facts(answer.facts);
    if (answer.ok && form === update)
      for (const name of fields) input(name).value = seen(name).value = text_of(answer.facts, name);
    // After a conflict the agent has seen what stands there: to save again means it.
    else
      merge(
        answer.facts,
        answer.problems.map((p) => p.field),
      );
    if (!answer.ok) return;
    if (form === update) {
      say(form, 'Saved.', false);
      return;
    }
    form.reset();
    fill_names();
    say(form, 'Created: ', false);
    if (answer.created) {
      const a = document.createElement('a');
      a.href = answer.created;
      a.append('open the new case');
      by_id(outcomes.create).append(a);
    }
  }
  // Posts with the same nonce count once, so each new wish has its own; one that was not answered keeps it.
  function new_nonce(form) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    form.elements.namedItem('nonce').value = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
  }
  async function send(form) {
    const button = form.querySelector('button[type="submit"]');
    if (button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    say(form, '', false);
    const note = input('note').value;
    try {
      const response = await fetch(form.action, {
        method: 'POST',
        headers: {accept: 'application/json'},
        body: new URLSearchParams(new FormData(form)),
      });
      const type = response.headers.get('content-type') ?? '';
      if (type.startsWith('application/json')) {
        const answer = await response.json();
        // In a conflict the note, which cannot be in one, is saved with the rest. What was typed meanwhile stays.
        const saved = form === update && (answer.ok || response.status === 409);
        if (saved && input('note').value === note) input('note').value = '';
        new_nonce(form);
        show_answer(form, answer);
      } else if (response.status === 403)
        say(form, 'Not saved: this link has expired. Open the case again from the task.', true);
      else say(form, `Not saved: the server answered ${response.status}. Try again in a moment.`, true);
    } catch {
      say(form, 'Not saved: the server cannot be reached. Try again in a moment.', true);
    }
    button.removeAttribute('aria-busy');
  }
  const forms = [update, by_id('create')].filter(Boolean);
  for (const form of forms)
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      remember_name(form.elements.namedItem('agent').value);
      send(form);
    });

  // The agent's name: typed once, kept in this window. In some frames storage is refused; then it is typed again.
  const key = 'flexcord-agent';
  function stored_name() {
    try {
      return sessionStorage.getItem(key) ?? '';
    } catch {
      return '';
    }
  }
  function remember_name(name) {
    try {
      sessionStorage.setItem(key, name.trim());
    } catch {
      return;
    }
    fill_names();
  }
  function fill_names() {
    for (const form of forms) {
      const field = form.elements.namedItem('agent');
      field.value = field.value || stored_name();
    }
  }
  fill_names();
  if (update) {
    const to_me = by_id('to-me');
    to_me.hidden = false;
    to_me.addEventListener('click', () => {
      const name = input('agent').value.trim();
      if (!name) {
        show_problem(update, 'agent', 'Say who you are.');
        input('agent').focus();
        return;
      }
      show_problem(update, 'agent', '');
      remember_name(name);
      input('assignee').value = name;
      input('assignee').focus();
    });
    // Ctrl+Enter in the note saves, as in a chat.
    input('note').addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) update.requestSubmit();
    });
  }

  // Live updates. A stream may end after every event: only a longer silence is worth telling.
  const live = by_id('live');
  function say_live(state, text) {
    live.hidden = false;
    live.dataset.state = state;
    if (live.textContent !== text) live.textContent = text;
  }
  // The server holds a question until something happens, ten seconds at most; then it is asked again.
  const lost_after = 16_000;
  function listen(url) {
    const source = new EventSource(url);
    let lost = null;
    source.addEventListener('open', () => {
      clearTimeout(lost);
      lost = null;
      say_live('on', 'Live');
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(lost);
        say_live('lost', 'Not live: reload the page');
        return;
      }
      lost ??= setTimeout(() => say_live('lost', 'Connection lost, trying again'), lost_after);
    });
    const on = (name, take) => source.addEventListener(name, (event) => take(JSON.parse(event.data)));
    on('entry', add_entry);
    on('line', add_line);
    on('facts', (f) => {
      show_facts(f);
      merge(f);
    });
  }

  for (const element of all('time')) show_time(element);
  show_age();
  setInterval(show_age, 30_000);
  if (document.body.dataset.events) listen(document.body.dataset.events);
})();
