// The page of a case: who gets a link to it, who may open it, what agents do on it, and what an open page hears.
import assert from 'node:assert/strict';
import {text_of, link, scenario, talking} from './support/world.mjs';
import {form_of, follow, link_of, open, posts, posts_as_script} from './support/case_page.mjs';

const question = 'How do I recover my account?';

/** Alice with a question, then with Mike in a talk about case #1, and the link to its page. */
async function with_page(w) {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes(question);
  await alice.presses('Talk to a person', await alice.sees(link));
  await alice.sees(text_of.queued);
  await mike.accepts();
  await alice.sees('Mike has joined');
  await w.settled();
  return {alice, mike, url: await link_of(mike)};
}

// Checklist 29, 32, 36.
scenario('the task has a link to the page, and it comes first in the transcript', {}, async (w) => {
  const {alice, mike, url} = await with_page(w);
  assert.ok(url.startsWith(`${w.node.url}/case/1?e=`), url);
  const texts = await mike.texts();
  assert.equal(texts[0], `Case #1: ${url}`);
  assert.equal(texts[1], question);
  assert.equal(texts.filter((t) => t.includes('/case/1')).length, 1);
  assert.ok(!(await alice.told()).some((t) => t.includes('/case/')), 'the member was given the link');
  const page = await open(url);
  assert.equal(page.status, 200);
  for (const part of ['#1', 'Alice', question, 'Account since', 'English', 'With Mike'])
    assert.ok(page.text.toLowerCase().includes(part.toLowerCase()), `${part} is missing`);
  assert.match(page.headers.get('content-security-policy'), /default-src 'none'; script-src 'sha256-/);
  assert.equal(page.headers.get('set-cookie'), null);
  assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
});

for (const plane of ['conversations', 'legacy-chat'])
  for (const [how, ask] of [
    ['by the button', async (alice, answer) => alice.presses('Talk to a person', answer)],
    ['in words', async (alice) => alice.writes('talk to a human')],
  ])
    scenario(`${plane}: who asks ${how} through the flow, has a task with the link`, {plane}, async (w) => {
      const alice = await w.member();
      const mike = await w.agent();
      await alice.writes(question);
      await ask(alice, await alice.sees(link));
      await alice.sees(text_of.queued);
      const url = await w.api.until('the task names the page', async () => {
        const [task] = await mike.tasks();
        return task?.attributes.case_url;
      });
      assert.ok(url.startsWith(`${w.node.url}/case/1?e=`), url);
      const page = await open(url);
      assert.equal(page.status, 200);
      assert.ok(page.text.includes(question));
      await mike.accepts();
      await alice.sees('Mike has joined');
    });

scenario('without a public address there is no link, and the log says so once', {settings: {'http.public-url': null}}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.asks_for_a_person();
  const task = await mike.offer();
  assert.equal(task.attributes.case_url, undefined);
  const log = w.node.out + w.node.err;
  assert.equal(log.split('no-case-links').length, 2, 'said once');
});

scenario('a changed, expired or foreign link opens nothing', {clock: true, settings: {'cases.link-lifetime': '1h'}}, async (w) => {
  const {url} = await with_page(w);
  const bob = await w.member('Bob');
  const sara = await w.agent('Sara');
  await bob.asks_for_a_person();
  await sara.accepts();
  const other = await link_of(sara);
  assert.ok(other.includes('/case/2?'));
  const foreign = url.replace('/case/1?', '/case/2?');
  const later = url.replace(/e=(\d+)/, (_, e) => `e=${Number(e) + 60}`);
  const broken = [foreign, later, url.slice(0, -1), url.replace(/&s=.*/, ''), url.replace(/\?.*/, ''), `${url}x`];
  for (const bad of broken) {
    const page = await open(bad);
    assert.equal(page.status, 403, bad);
    assert.ok(!/Alice|Bob|recover/.test(page.text), 'a refusal says nothing about the case');
    const events = await open(bad.replace('?', '/events?'));
    assert.equal(events.status, 403);
  }
  const reader = await open(url);
  const {fields, action} = form_of(reader.html, 'update');
  // To read is not to write: the write token is another one, and of this case only.
  for (const w_ of [new URL(url).searchParams.get('s'), '', 'x'.repeat(43)]) {
    const answer = await posts(action.replace(/w=[^&]*/, `w=${w_}`), url, {...fields, agent: 'Eve', note: 'mine'});
    assert.equal(answer.status, 403);
  }
  const stolen = new URL(action, url).searchParams.get('w');
  const elsewhere = await posts(`${other}&w=${stolen}`, other, {do: 'update', agent: 'Eve', note: 'mine'});
  assert.equal(elsewhere.status, 403);
  assert.ok(!(await open(url)).text.includes('Eve'));
  await w.advance(3600_000 + 2000);
  const expired = await open(url);
  assert.equal(expired.status, 403);
  assert.match(expired.text, /has expired/);
  const counted = await w.metric('flexcord_webhook_rejects_total', {endpoint: '/case', reason: 'expired'});
  assert.ok(counted >= 1);
});

// Checklist 30, 34, 36.
scenario('an agent works on the case: note, status, priority, tags, assignee', {}, async (w) => {
  const {url} = await with_page(w);
  const {fields, action} = form_of((await open(url)).html, 'update');
  const answer = await posts(action, url, {
    ...fields,
    agent: 'Mike Moss',
    note: 'Sent a letter\nto her bank',
    status: 'pending',
    priority: 'high',
    tags: 'Bank, account recovery',
    assignee: 'Mike Moss',
  });
  assert.equal(answer.status, 303);
  const page = await open(new URL(answer.headers.get('location'), url).href);
  assert.equal(page.status, 200);
  for (const part of ['Sent a letter\nto her bank', 'Status: Pending', 'Priority: High', 'Assigned to Mike Moss', 'account-recovery', 'by Mike Moss'])
    assert.ok(page.text.includes(part), `${part} is missing`);
  const again = form_of(page.html, 'update').fields;
  assert.deepEqual(
    [again.status, again.priority, again.tags, again.assignee],
    ['pending', 'high', 'account-recovery, bank', 'Mike Moss'],
  );
  // It outlives the node.
  await w.node.stop('SIGKILL');
  await w.start_node();
  assert.ok((await open(url)).text.includes('to her bank'));
});

scenario('the same form posted twice is saved once', {}, async (w) => {
  const {url} = await with_page(w);
  const {fields, action} = form_of((await open(url)).html, 'update');
  const wish = {...fields, agent: 'Mike', note: 'only once'};
  const both = await Promise.all([posts(action, url, wish), posts(action, url, wish)]);
  assert.deepEqual(both.map((a) => a.status), [303, 303]);
  const {text} = await open(url);
  assert.equal(text.split('only once').length, 2);
});

scenario('of two agents who change the same field the second is told, and the rest is saved', {}, async (w) => {
  const {url} = await with_page(w);
  const ana = form_of((await open(url)).html, 'update');
  const bo = form_of((await open(url)).html, 'update');
  const first = await posts_as_script(ana.action, url, {...ana.fields, agent: 'Ana', status: 'resolved'});
  assert.equal(first.status, 200);
  assert.deepEqual([first.body.ok, first.body.facts.status], [true, 'resolved']);
  const second = await posts_as_script(bo.action, url, {
    ...bo.fields,
    agent: 'Bo',
    status: 'pending',
    priority: 'urgent',
    note: 'from Bo',
  });
  assert.equal(second.status, 409);
  assert.deepEqual(second.body.problems.map((p) => p.field), ['status', '']);
  assert.match(second.body.problems[0].text, /It is now: Resolved/);
  assert.deepEqual([second.body.facts.status, second.body.facts.priority], ['resolved', 'urgent']);
  // The same without a script: the form comes again, the note that was saved does not.
  const plain = await posts(bo.action, url, {...bo.fields, agent: 'Bo', status: 'pending', note: 'again from Bo'});
  assert.equal(plain.status, 409);
  const shown = form_of(await plain.text(), 'update').fields;
  assert.deepEqual([shown.status, shown['saw-status'], shown.note.trim()], ['pending', 'resolved', '']);
  const page = await open(url);
  const all_notes = [...page.text.matchAll(/(?:again )?from Bo/g)].map((m) => m[0]);
  assert.deepEqual(all_notes, ['from Bo', 'again from Bo'], 'each note stands there once');
  assert.ok(!page.text.includes('Status: Pending'));
});

scenario('what cannot be read is told, field by field, and changes nothing', {}, async (w) => {
  const {url} = await with_page(w);
  const {fields, action} = form_of((await open(url)).html, 'update');
  const bad = await posts_as_script(action, url, {...fields, agent: '', status: 'gone', note: 'x'.repeat(4001)});
  assert.equal(bad.status, 422);
  assert.deepEqual(bad.body.problems.map((p) => p.field).sort(), ['agent', 'note', 'status']);
  const large = await fetch(new URL(action, url), {method: 'POST', body: 'x'.repeat(70_000)});
  assert.equal(large.status, 413);
  const missing = await posts_as_script(action, url, {do: 'update', agent: 'Mike', status: 'closed'});
  assert.deepEqual(missing.body.problems.map((p) => p.field), ['status']);
  const page = await open(url);
  assert.equal(form_of(page.html, 'update').fields.status, fields.status);
});

// Checklist 35.
scenario('an agent makes another case for the same person, once', {}, async (w) => {
  const {url} = await with_page(w);
  const {fields, action} = form_of((await open(url)).html, 'create');
  const wish = {...fields, agent: 'Mike', kind: 'bug', title: 'Lost axe', text: 'It was golden', priority: 'high'};
  const [one, two] = await Promise.all([posts_as_script(action, url, wish), posts_as_script(action, url, wish)]);
  assert.equal(one.status, 200);
  assert.equal(one.body.created, two.body.created, 'a double click makes one case');
  assert.match(one.body.created, /^\/case\/2\?e=/);
  const made = await open(new URL(one.body.created, url).href);
  for (const part of ['#2', 'Lost axe', 'It was golden', 'High priority', 'Alice', 'by Mike', question])
    assert.ok(made.text.includes(part), `${part} is missing`);
  const first = await open(url);
  assert.ok(first.html.includes('href="/case/2?e='), 'their other case has a link');
  const third = await posts(action, url, {...wish, nonce: 'another', title: 'Lost axe again'});
  assert.equal(third.status, 303);
  assert.match(third.headers.get('location'), /^\/case\/3\?e=/);
  const made_again = await open(new URL(third.headers.get('location'), url).href);
  assert.ok(/Similar reports[\s\S]*Lost axe/.test(made_again.text), 'the report that says the same is shown');
  const handoff = await posts_as_script(action, url, {...wish, nonce: 'third', kind: 'handoff'});
  assert.equal(handoff.status, 422);
});

scenario('an open page hears what happens, once, and from where it has read', {}, async (w) => {
  const {alice, url} = await with_page(w);
  const page = await open(url);
  const stream = follow(page.html, url);
  assert.deepEqual(await stream.ask(), [], 'the first question is answered at once');
  const waiting = stream.ask();
  await alice.writes('Are you there?');
  const heard = await waiting;
  assert.deepEqual(heard.map((e) => e.name), ['line']);
  assert.equal(heard[0].data.text[0].text, 'Are you there?');
  const next = stream.ask();
  const {fields, action} = form_of(page.html, 'update');
  await posts(action, url, {...fields, agent: 'Mike', note: 'I am', priority: 'high'});
  // The facts may be read before the change and the entries behind it; then they come with the next answer.
  const told = await next;
  while (!told.some((e) => e.name === 'facts')) told.push(...(await stream.ask()));
  assert.deepEqual(told.map((e) => e.name), ['entry', 'entry', 'facts']);
  assert.equal(told.at(-1).data.priority, 'high');
  // A page that was loaded before all that gets all of it, once.
  const late = follow(page.html, url);
  assert.deepEqual((await late.ask()).map((e) => e.name), ['entry', 'entry', 'line', 'facts']);
});

scenario('more open pages than the node holds are answered at once, and all hear what happens', {}, async (w) => {
  const {url} = await with_page(w);
  const page = await open(url);
  const streams = Array.from({length: 260}, () => follow(page.html, url));
  await Promise.all(streams.map((s) => s.ask()));
  const waiting = streams.map((s) => s.ask());
  await w.counted('flexcord_webhook_rejects_total', {endpoint: '/case/events', reason: 'full'}, 4);
  const {fields, action} = form_of(page.html, 'update');
  await posts(action, url, {...fields, agent: 'Mike', note: 'for everybody'});
  const heard = await Promise.all(waiting);
  assert.equal(heard.filter((h) => h.some((e) => e.name === 'entry')).length, 256);
  const late = streams.filter((_, i) => heard[i].length === 0);
  assert.equal(late.length, 4);
  for (const s of late) assert.ok((await s.ask()).some((e) => e.name === 'entry'));
});

scenario('a node that stops answers the pages that wait', {}, async (w) => {
  const {url} = await with_page(w);
  const {html} = await open(url);
  const streams = Array.from({length: 257}, () => follow(html, url));
  await Promise.all(streams.map((s) => s.ask()));
  const answers = streams.map((s) => s.ask().catch((error) => `cut off: ${error.cause ?? error}`));
  // One page more than it holds is answered at once: then all others are held.
  await Promise.race(answers);
  await w.counted('flexcord_webhook_rejects_total', {endpoint: '/case/events', reason: 'full'});
  const began = Date.now();
  await w.node.stop();
  const heard = await Promise.all(answers);
  assert.deepEqual(heard.filter((h) => h.length !== 0), []);
  assert.ok(Date.now() - began < 8_000, 'the stop waited for the pages');
});

// Whatever people write is text: on the page, in events, in answers.
const evil = `"'><script>broken=1</script><img src=x onerror=broken=1></title></textarea>`;
scenario('names, texts, files and titles that are markup stay text', {}, async (w) => {
  const alice = await w.member('Alice', {global_name: `<b>A</b>`});
  const mike = await w.agent('Mike');
  await alice.writes(`hello ${evil}`);
  await alice.sees(/./);
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  await w.settled();
  const url = await link_of(mike);
  const first = await open(url);
  const {fields, action} = form_of(first.html, 'update');
  await posts(action, url, {...fields, agent: evil.slice(0, 80), note: evil, tags: evil.slice(0, 30), assignee: evil.slice(0, 60)});
  const made = await posts(action, url, {...form_of(first.html, 'create').fields, agent: 'Mike', kind: 'bug', title: evil, text: evil});
  for (const where of [url, new URL(made.headers.get('location'), url).href]) {
    const {html} = await open(where);
    assert.equal(html.split('<script>').length, 2, 'our own script only');
    assert.ok(!/<img|onerror=broken=1>|<b>/.test(html.replace(/<script>[\s\S]*<\/script>/, '')), 'markup came through');
    assert.ok(html.includes('&lt;script&gt;') || html.includes('&#60;script'), 'the text is there');
  }
  // The texts of events, as they came: the page's script puts them in as text, so they are no markup yet.
  await alice.writes(`and ${evil}`);
  await mike.sees(evil);
  const all = await follow(first.html, url).ask();
  const texts = JSON.stringify(all.filter((e) => e.name !== 'facts').map((e) => e.data));
  for (const text of [`and ${evil}`, evil]) assert.ok(texts.includes(JSON.stringify(text).slice(1, -1)), `${text} is missing in ${texts}`);
  assert.ok(!texts.includes('&lt;') && !texts.includes('&#'), 'escaped twice');
});
