// The operators' list of cases and the exports.
import assert from 'node:assert/strict';
import {link, scenario} from './support/world.mjs';
import {form_of, link_of, open, posts} from './support/case_page.mjs';

const token = 'operators-only';
const given = {settings: {'http.admin-token': token}};

/** GET below /api/v1 with the token, or with `as`. */
const ask = (w, path, as = token) =>
  fetch(`${w.node.url}/api/v1/${path}`, {headers: as ? {authorization: `Bearer ${as}`} : {}});
const list = async (w, query = '') => (await ask(w, `cases?${query}`)).json();

/** Alice with an agent, and a page from which `titles` are reported for her. */
async function reported(w, titles) {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes('How do refunds work?');
  await alice.sees(link);
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  await mike.writes('Hello');
  await alice.sees('Hello');
  await w.settled();
  const url = await link_of(mike);
  const {fields, action} = form_of((await open(url)).html, 'create');
  for (const [i, title] of titles.entries()) {
    const wish = {...fields, nonce: String(i), agent: 'Mike', kind: i % 2 ? 'feature' : 'bug', title};
    assert.equal((await posts(action, url, wish)).status, 303);
  }
  return {alice, mike, url};
}

// Checklist 33.
scenario('the list needs the token for data, and has every filter', given, async (w) => {
  const {url} = await reported(w, ['Lantern goes out', 'A floating lantern', 'Shop is closed']);
  const page = await open(`${w.node.url}/console/cases`);
  assert.equal(page.status, 200);
  assert.ok(!/Alice|Lantern/.test(page.html), 'the page itself says nothing');
  const moved = await fetch(`${w.node.url}/console`, {redirect: 'manual'});
  assert.equal(moved.status, 302);
  assert.equal(new URL(moved.headers.get('location'), moved.url).pathname, '/console/cases');
  for (const path of ['cases', 'export/cases?format=csv', 'export/conversations?format=csv'])
    for (const bad of ['', 'wrong']) {
      const answer = await ask(w, path, bad);
      assert.equal(answer.status, 401);
      assert.ok(!/Alice|Lantern/.test(await answer.text()));
    }
  const {cases, more} = await list(w);
  assert.deepEqual(cases.map((c) => c.number).sort(), [1, 2, 3, 4]);
  assert.equal(more, false);
  const numbers = async (query) => (await list(w, query)).cases.map((c) => c.number);
  assert.deepEqual(await numbers('kind=bug&sort=opened'), [4, 2]);
  assert.deepEqual(await numbers('q=lanter'), [3, 2]);
  assert.deepEqual(await numbers('status=closed'), []);
  assert.deepEqual(await numbers('page=2'), []);
  const wrong = await ask(w, 'cases?status=nonsense&page=0');
  assert.equal(wrong.status, 400);
  assert.deepEqual((await wrong.json()).problems.map((p) => p.field).sort(), ['page', 'status']);
  // Its links open the cases.
  const lantern = cases.find((c) => c.title === 'Lantern goes out');
  assert.ok((await open(lantern.url)).text.includes('Lantern goes out'));
  assert.ok(lantern.url.startsWith(w.node.url));
  const {fields, action} = form_of((await open(url)).html, 'update');
  await posts(action, url, {...fields, agent: 'Mike', tags: 'vip', assignee: 'Mike Moss', priority: 'urgent'});
  assert.deepEqual(await numbers('tag=vip'), [1]);
  assert.deepEqual(await numbers('assignee=Mike+Moss'), [1]);
  assert.equal((await numbers('sort=priority'))[0], 1);
});

scenario('without a token in the settings the list answers nobody', {}, async (w) => {
  assert.equal((await ask(w, 'cases', 'anything')).status, 403);
});

/** The cells of a CSV (RFC 4180), row by row. */
function cells_of(csv) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/gy;
  for (let m; pattern.lastIndex < csv.length && (m = pattern.exec(csv)); ) {
    rows.at(-1).push(m[1] !== undefined ? m[1].replaceAll('""', '"') : m[2]);
    if (m[3] === '\r\n') rows.push([]);
  }
  return rows.filter((r) => r.length);
}

scenario('exports are files that tools can read, and no formula runs in them', given, async (w) => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'say "hi", then\tgo', '<b>bold</b>'];
  const {alice} = await reported(w, formulas);
  const csv = await ask(w, 'export/cases?format=csv');
  assert.equal(csv.status, 200);
  assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.match(csv.headers.get('content-disposition'), /attachment; filename="cases.csv"/);
  const [columns, ...rows] = cells_of(await csv.text());
  assert.equal(rows.length, formulas.length + 1);
  for (const row of rows) assert.equal(row.length, columns.length);
  const title = columns.indexOf('title');
  const titles = rows.map((r) => r[title]);
  for (const t of titles) assert.ok(!/^\s*[=+\-@]/.test(t), `a formula: ${t}`);
  assert.ok(titles.includes("'=1+1"));
  assert.ok(titles.includes('say "hi", then go'));
  const lines = (await (await ask(w, 'export/cases?format=jsonl')).text()).trimEnd().split('\n').map((l) => JSON.parse(l));
  assert.deepEqual(
    lines.map((l) => l.case),
    rows.map((r) => Number(r[columns.indexOf('case')])),
  );
  assert.equal(lines.find((l) => l.kind === 'handoff').reporter_id, alice.id);
  assert.equal(cells_of(await (await ask(w, 'export/cases?format=csv&kind=bug')).text()).length, 5);
  const talks = (await (await ask(w, 'export/conversations?format=jsonl')).text()).trimEnd().split('\n').map((l) => JSON.parse(l));
  assert.equal(talks.length, 1);
  const [talk] = talks;
  assert.deepEqual([talk.user_id, talk.case, talk.agent, talk.agent_messages], [alice.id, 1, 'Mike', 1]);
  assert.ok(talk.user_messages >= 2 && talk.bot_messages >= 1);
  for (const bad of ['export/cases', 'export/cases?format=xls', 'export/cases?format=csv&after=x', 'export/cases?format=csv&after=2~7'])
    assert.equal((await ask(w, bad)).status, 400, bad);
  // A later part goes on behind the case that it is told, whatever the earlier ones have become meanwhile.
  const newest = (await list(w)).cases.find((c) => String(c.number) === rows[0][0]);
  const {fields, action} = form_of((await open(newest.url)).html, 'update');
  await posts(action, newest.url, {...fields, agent: 'Mike', status: 'closed'});
  const open_ones = async (more = '') => cells_of(await (await ask(w, `export/cases?format=csv&status=open${more}`)).text()).map((r) => r[0]);
  const still = (await open_ones()).slice(1);
  assert.ok(!still.includes(rows[0][0]), 'the newest has left the filter');
  assert.deepEqual(await open_ones(`&after=${rows[1][0]}`), still.slice(1));
});
