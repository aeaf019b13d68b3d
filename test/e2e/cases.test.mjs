// What becomes of a case: it goes on, another system follows it, it is rated, it is forgotten.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {case_system} from './support/case_system.mjs';
import {form_of, link_of, open, posts_as_script} from './support/case_page.mjs';
import {answered, bugs, lantern, lantern_too, picture, post_of, posts, presses, registered, reporting, reports, votes} from './support/reports.mjs';
import {scenario, talking, text_of} from './support/world.mjs';

const token = 'a-token-of-the-test';
const admin = {'http.admin-token': token};

const timeline = async (w, who) => {
  const answer = await w.operates(['export', `--user=${who.id}`]);
  assert.equal(answer.code, 0, answer.err);
  const all = JSON.parse(answer.out);
  return {all, cases: all.conversations.flatMap((c) => c.cases)};
};

scenario('checklist 30, 36: who asks again soon after goes on under the same number', {settings: admin}, async (w) => {
  const {alice, mike} = await talking(w);
  await mike.does('complete');
  await alice.sees(text_of.rate);
  const asked = await alice.writes('talk to a human');
  await alice.sees('We go on with your case #1. You are being transferred', {after: asked});
  await mike.accepts();
  await w.settled();
  const {cases} = await timeline(w, alice);
  assert.deepEqual(cases.map((c) => [c.number, c.status]), [[1, 'open']]);
  const entries = cases[0].timeline.map((t) => t.entry);
  assert.deepEqual(
    entries.filter((e) => /asked|joined|finished|reopened/.test(e)),
    ['agent joined', 'agent finished', 'asked again', 'reopened', 'agent joined'],
  );
});

/** Mike resolves the case of that page. */
async function resolves(url) {
  const form = form_of((await open(url)).html, 'update');
  const {status} = await posts_as_script(form.action, url, {...form.fields, agent: 'Mike', status: 'resolved'});
  assert.equal(status, 200);
}

scenario('a member is told of their talk\'s case in their language, without words of ours', {}, async (w) => {
  await registered(w);
  const anne = await w.member('Anne', {locale: 'fr'});
  const mike = await w.agent();
  await anne.types('helpme');
  await anne.writes('talk to a human');
  await mike.accepts();
  await w.settled();
  await resolves(await link_of(mike));
  await anne.sees(/^Votre dossier n° 1 est résolu\.$/);
  await w.settled();
  assert.equal((await anne.told()).filter((t) => t.includes('résolu')).length, 1);
});

scenario('checklist 34: who joined is told with the title of their own report', {settings: reporting}, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const mike = await w.agent();
  const {number} = await reports(w, alice, lantern);
  const asked = await reports(w, ben, lantern_too, {wanted: /perhaps/});
  await presses(w, ben, `Join #${number}`, asked.message, /You joined/);
  await alice.asks_for_a_person();
  await mike.accepts();
  const url = await link_of(mike);
  const {html} = await open(url);
  await resolves(new URL(html.match(/href="(\/case\/1\?[^"]*)"/)[1].replaceAll('&amp;', '&'), url).href);
  const mentions = async () => (await ben.messages(bugs)).filter((m) => m.content.includes(`<@${ben.id}>`));
  await w.api.until('the mention', async () => (await mentions()).length > 0);
  await w.settled();
  const told = await mentions();
  assert.equal(told.length, 1);
  assert.ok(told[0].content.includes(lantern_too.title), told[0].content);
});

scenario('checklist 36: the rating and a comment stand in the case', {settings: {...admin, 'routing.survey-timeout': '1h'}}, async (w) => {
  const {alice, mike} = await talking(w);
  await mike.does('complete');
  await alice.sees(text_of.rate);
  await alice.presses('4');
  const thanks = await alice.sees('Thank you for the rating.');
  const form = await answered(w, await alice.presses('Add a comment', thanks));
  assert.equal(form.modal.title, 'Add a comment');
  await w.api.post(alice.path('/modals'), {interaction_id: form.interaction_id, values: {comment: 'quick and kind'}});
  await alice.sees('Thank you, your comment was passed on.');
  await w.settled();
  const {cases} = await timeline(w, alice);
  const entries = cases[0].timeline.map((t) => t.entry);
  assert.ok(entries.includes('4') && entries.includes('quick and kind'), entries.join('\n'));
  assert.doesNotMatch(w.node.out + w.node.err, /quick and kind/, 'the log has no words of members');
});

// Checklist 32: the important data of user and problem, for a system that the brand has already.
scenario('another case system hears each change once it can, signed and in the order of the case', {}, async (w) => {
  const other = await case_system();
  try {
    await w.node.stop();
    w.given.settings = other.settings;
    await w.start_node();
    other.refuse(2);
    const {alice, mike} = await talking(w);
    await mike.does('complete');
    await alice.sees(text_of.rate);
    await other.until((o) => o.calls.length >= 2);
    await w.settled();
    assert.deepEqual(other.calls.map((c) => c.event), ['case.opened', 'case.changed']);
    const [opened, changed] = other.calls;
    assert.deepEqual([opened.case.number, opened.case.kind, opened.case.status, opened.case.reporter], [1, 'handoff', 'open', alice.id]);
    assert.deepEqual([changed.case.number, changed.case.status], [1, 'resolved']);
    assert.notEqual(opened.id, changed.id);
    assert.equal(other.attempts, 4, 'what was refused is told again');
    assert.equal(other.badly_signed, 0);
  } finally {
    await other.close();
  }
});

/** Nothing of that is in the store's files. */
function none_stored(w, texts) {
  const stored = readdirSync(w.folder)
    .filter((name) => name.startsWith('flexcord.db'))
    .map((name) => readFileSync(join(w.folder, name)).toString('latin1'))
    .join('');
  for (const text of texts) assert.ok(!stored.includes(text), `"${text}" is still stored`);
}

scenario('a report goes with its reporter, and the post keeps only its number', {settings: {...admin, ...reporting}}, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const {number} = await reports(w, alice, {...lantern, shots: [picture]});
  assert.equal((await post_of(w, ben, number)).attachments.length, 1);
  await w.settled();
  const {all} = await timeline(w, alice);
  assert.match(JSON.stringify(all.case_records), /goes out in the rain/, 'the words of a report are exported');
  const answer = await w.operates(['erase', `--user=${alice.id}`, '--yes']);
  assert.equal(answer.code, 0, answer.err);
  const post = await post_of(w, ben, number, {is: (m) => !JSON.stringify(m.embeds).includes('rain')});
  assert.deepEqual(post.attachments, [], 'their screenshot is gone from the channel');
  await w.settled();
  assert.equal((await posts(ben, bugs)).length, 1);
  assert.doesNotMatch(JSON.stringify((await timeline(w, alice)).all), /rain|Alice/);
  await w.node.stop();
  none_stored(w, ['goes out in the rain', 'Alice', alice.id]);
});

/** Alice has reported, Ben joined and wants to be told privately, Carol voted; Mike talks with Alice. */
async function joined_and_voted(w) {
  await registered(w);
  const [alice, ben, carol] = [await w.member(), await w.member('Ben'), await w.member('Carol')];
  const {number} = await reports(w, alice, lantern);
  const post = await post_of(w, ben, number);
  const joined = await presses(w, ben, 'I have this too', post, /^You joined/);
  await presses(w, ben, 'Tell me by direct message', joined.message, /^You are told by direct message/);
  await presses(w, carol, '▲ 2', await post_of(w, carol, number, {is: votes(2)}), /./);
  await post_of(w, carol, number, {is: votes(3)});
  const mike = await w.agent();
  await alice.asks_for_a_person();
  await mike.accepts();
  const url = await link_of(mike);
  const {html} = await open(url);
  await w.settled();
  return {alice, ben, carol, number, page: new URL(html.match(/href="(\/case\/1\?[^"]*)"/)[1].replaceAll('&amp;', '&'), url).href};
}

async function forgotten(w, who) {
  const answer = await w.operates(['erase', `--user=${who.id}`, '--yes']);
  assert.equal(answer.code, 0, answer.err);
  return JSON.parse(answer.out);
}

scenario('who joined a report or voted for it is forgotten there too, and told nothing more', {settings: {...admin, ...reporting}}, async (w) => {
  const {ben, carol, number, page} = await joined_and_voted(w);
  for (const who of [ben, carol]) await forgotten(w, who);
  await post_of(w, ben, number, {is: votes(1)});
  await resolves(page);
  await post_of(w, ben, number, {is: (m) => /Resolved/.test(JSON.stringify(m.embeds))});
  await w.settled();
  assert.deepEqual(await ben.told(), []);
  assert.deepEqual((await timeline(w, ben)).all.conversations, []);
  await w.node.stop();
  none_stored(w, [ben.id, carol.id, '"Ben"']);
});

scenario('the same without a node', {settings: {...admin, ...reporting}}, async (w) => {
  const {ben, carol, number, page} = await joined_and_voted(w);
  await w.node.stop();
  for (const who of [ben, carol]) await forgotten(w, who);
  none_stored(w, [ben.id, carol.id, '"Ben"']);
  await w.start_node();
  await post_of(w, ben, number, {is: votes(1)});
  await resolves(page.replace(/^http:..[^/]+/, w.node.url));
  await post_of(w, ben, number, {is: (m) => /Resolved/.test(JSON.stringify(m.embeds))});
  await w.settled();
  assert.deepEqual(await ben.told(), []);
});

scenario('an erasure that a talk refuses leaves all of the member as it was, and the next one finds all', {settings: {...admin, ...reporting}}, async (w) => {
  await registered(w);
  const alice = await w.member();
  const ben = await w.member('Ben');
  const mike = await w.agent();
  const {number} = await reports(w, alice, lantern);
  const post = await post_of(w, ben, number);
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  await w.settled();
  const refused = await fetch(`${w.node.url}/api/v1/erase?user=${alice.id}&part=journal`, {
    method: 'POST',
    headers: {Authorization: `Bearer ${token}`},
  });
  assert.equal(refused.status, 409);
  await presses(w, ben, '▲ 1', post, /./);
  await post_of(w, ben, number, {is: (m) => votes(2)(m) && m.embeds[0].title.includes(lantern.title)});
  assert.match(JSON.stringify((await timeline(w, alice)).all.case_records), /goes out in the rain/);
  await mike.does('complete');
  await alice.sees(text_of.rate);
  await w.settled();
  await forgotten(w, alice);
  await post_of(w, ben, number, {is: (m) => !JSON.stringify(m.embeds).includes('rain')});
  await w.settled();
  await w.node.stop();
  none_stored(w, ['goes out in the rain', 'Alice', alice.id]);
});

for (const [how, running] of [
  ['by a node', true],
  ['without a node', false],
])
  scenario(`what waits for another case system is erased ${how}; it hears only that`, {}, async (w) => {
    const other = await case_system();
    try {
      await registered(w);
      await w.node.stop();
      w.given.settings = {...other.settings, ...admin, ...reporting};
      await w.start_node();
      other.refuse(1_000_000);
      const alice = await w.member();
      const {number} = await reports(w, alice, lantern);
      await post_of(w, alice, number);
      await other.until((o) => o.attempts >= 1);
      if (!running) await w.node.stop();
      await forgotten(w, alice);
      if (running) await post_of(w, alice, number, {is: (m) => !JSON.stringify(m.embeds).includes('rain')});
      none_stored(w, ['goes out in the rain', 'Alice', alice.id]);
      other.refuse(0);
      if (!running) await w.start_node();
      await other.until((o) => o.calls.length > 0);
      await w.settled();
      assert.deepEqual(other.calls.map((c) => [c.event, c.case.number, c.case.title, c.case.reporter]), [['case.erased', number, '', '']]);
      assert.doesNotMatch(JSON.stringify(other.calls), /rain|Alice/);
    } finally {
      await other.close();
    }
  });
