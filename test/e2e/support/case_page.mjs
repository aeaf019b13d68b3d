// A case page as a browser without a window meets it: links, forms, posts and the stream of events.
import assert from 'node:assert/strict';

const entities = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', '#38': '&', '#60': '<', '#62': '>'};
const plain = (text) => text.replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all);

/** The link in the newest task of that agent. */
export const link_of = (agent) =>
  agent.api.until(`${agent.name} has a link`, async () => {
    const tasks = await agent.tasks();
    return tasks.map((t) => t.attributes.case_url).findLast(Boolean);
  });

/** A page: {status, headers, html, text}. `text` is what a reader sees. */
export async function open(url) {
  const answer = await fetch(url, {redirect: 'manual'});
  const html = await answer.text();
  const body = html.replace(/<(script|style|template)[^>]*>[\s\S]*?<\/\1>/g, '');
  return {status: answer.status, headers: answer.headers, html, text: plain(body.replace(/<[^>]*>/g, ''))};
}

/** The fields of the form with that id as it stands on the page, and where it goes: {fields, action}. */
export function form_of(html, id) {
  const [form] = html.match(new RegExp(`<form [^>]*id="${id}"[\\s\\S]*?</form>`)) ?? [];
  assert.ok(form, `there is no form ${id}`);
  const fields = {};
  for (const [, tag, attributes] of form.matchAll(/<(input|textarea|select)([^>]*)>/g)) {
    const name = attributes.match(/ name="([^"]*)"/)?.[1];
    if (!name) continue;
    const rest = form.slice(form.indexOf(attributes) + attributes.length + 1);
    fields[name] = plain(
      tag === 'input'
        ? (attributes.match(/ value="([^"]*)"/)?.[1] ?? '')
        : tag === 'textarea'
          ? rest.slice(0, rest.indexOf('</textarea>')).replace(/^\n/, '')
          : (rest.slice(0, rest.indexOf('</select>')).match(/value="([^"]*)" selected/)?.[1] ?? ''),
    );
  }
  return {fields, action: plain(form.match(/action="([^"]*)"/)[1])};
}

/** Posts a form as a browser without scripts does. */
export const posts = (action, url, fields) =>
  fetch(new URL(action, url), {method: 'POST', body: new URLSearchParams(fields), redirect: 'manual'});

/** Posts it as the page's script does: {status, body}. */
export async function posts_as_script(action, url, fields) {
  const answer = await fetch(new URL(action, url), {
    method: 'POST',
    headers: {accept: 'application/json'},
    body: new URLSearchParams(fields),
  });
  const text = await answer.text();
  return {status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text};
}

/** The page's stream: each `ask()` is one question, as an EventSource asks them, and gives the events of the answer. */
export function follow(html, url) {
  const events = new URL(plain(html.match(/data-events="([^"]*)"/)[1]), url);
  let last = '';
  return {
    async ask() {
      const answer = await fetch(events, {headers: last ? {'last-event-id': last} : {}});
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('content-type'), 'text/event-stream');
      const heard = [];
      for (const block of (await answer.text()).split('\n\n')) {
        const field = (name) => block.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1];
        last = field('id') ?? last;
        if (field('data')) heard.push({name: field('event'), data: JSON.parse(field('data'))});
      }
      return heard;
    },
  };
}
