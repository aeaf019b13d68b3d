// The knowledge base of a running node: articles that change under it, ratings that count, and `flexcord articles check`.
import assert from 'node:assert/strict';
import {cpSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {articles, run} from './support/programs.mjs';
import {link, scenario, text_of} from './support/world.mjs';

const token = 'a-token-of-the-test';
const article = (title, url, body) => `---\ntitle: ${title}\nurl: ${link}${url}\ntags: skyship\nlocale: en\n---\n\n${body}\n`;

/** A node with a copy of the shipped articles, which it looks at often. */
const own_copy = {
  settings: {'http.admin-token': token, 'knowledge.articles': 'own', 'knowledge.poll-interval': '100ms'},
};

/** Writes a file of the node's folder as an editor does: in one go. */
const save = (w, name, text) => {
  writeFileSync(join(w.folder, 'own', 'en', 'next'), text);
  renameSync(join(w.folder, 'own', 'en', 'next'), join(w.folder, 'own', 'en', name));
};

const asked_with = (bearer) => (w) =>
  fetch(`${w.node.url}/api/v1/articles`, {headers: bearer ? {Authorization: `Bearer ${bearer}`} : {}});
const page = async (w) => (await asked_with(token)(w)).json();
const counts = async (w, id) => (await page(w)).articles.find((a) => a.id === id);

/** A world whose node starts with its own folder of articles. */
const with_own_folder = (name, work) =>
  scenario(name, {...own_copy, prepare: (folder) => cpSync(articles, join(folder, 'own'), {recursive: true})}, work);

with_own_folder('an article that is written, mended and broken under a running node (checklist 20, 21, 24)', async (w) => {
  const alice = await w.member();
  const first = await alice.writes('how do I steer a skyship');
  await alice.sees('I could not find an article', {after: first});
  save(w, 'skyships.md', article('Skyships', 'en/skyships', 'Pull the brass lever to rise.'));
  await w.node.says(/event=loaded .*added=1/);
  const second = await alice.writes('how do I steer a skyship');
  await alice.sees('Pull the brass lever', {after: second});
  save(w, 'skyships.md', article('Skyships', 'en/skyships', 'Pull the copper lever to rise.'));
  await w.node.says(/event=loaded .*changed=1/);
  save(w, 'skyships.md', '---\ntitle: half a fi');
  await w.node.says(/event=article-kept file=en\/skyships\.md/);
  const third = await alice.writes('how do I steer a skyhsip');
  const answer = await alice.sees('Pull the copper lever', {after: third});
  assert.ok(answer.content.includes(`${link}en/skyships`), answer.content);
  const {faults} = await page(w);
  assert.deepEqual(faults.map((f) => [f.file, f.kept]), [['en/skyships.md', true]]);
});

scenario('an answer has three links at most, and what people say of it is counted (checklist 21)', {
  settings: {'http.admin-token': token},
}, async (w) => {
  const alice = await w.member();
  const asked = await alice.writes('pasword reset');
  const answer = await alice.sees(`${link}en/account-recovery`, {after: asked});
  const links = answer.content.match(/\]\(<https:/g).length;
  assert.ok(links >= 1 && links <= 3, answer.content);
  await alice.presses('No', answer);
  const sorry = await alice.sees(/^Sorry that it did not/);
  await alice.presses('No', answer);
  await alice.presses('Talk to a person', sorry);
  await alice.sees(text_of.queued);
  await w.settled();
  const id = 'en/account-recovery';
  const {shown, helped, not_helped, asked_person, title, url} = await counts(w, id);
  assert.deepEqual(
    {shown, helped, not_helped, asked_person, title, url},
    {shown: 1, helped: 0, not_helped: 1, asked_person: 1, title: 'Recover your account', url: `${link}${id}`},
  );
  for (const what of ['shown', 'not_helped', 'asked_person'])
    assert.equal(await w.metric('flexcord_article_answers_total', {article: id, what}), 1, what);
  assert.equal((await asked_with('')(w)).status, 401);
  assert.equal((await asked_with('wrong')(w)).status, 401);
});

scenario('an answer that helped is counted once, however often it is pressed', {
  settings: {'http.admin-token': token},
}, async (w) => {
  const alice = await w.member();
  const asked = await alice.writes('how do I create a guild');
  const answer = await alice.sees(`${link}en/guilds`, {after: asked});
  for (let i = 0; i < 3; ++i) await alice.presses('Yes, thanks', answer);
  await alice.sees('Glad it helped');
  await w.settled();
  await w.api.until('three presses are taken', async () =>
    (await w.metric('flexcord_events_total', {event: 'answer_rated'})) >= 3,
  );
  assert.equal((await counts(w, 'en/guilds')).helped, 1);
});

scenario('flexcord articles check: 0 for the shipped ones, 65 and advice for a broken folder', {twilio: false}, async (w) => {
  const check = (...more) => run('flexcord', ['articles', 'check', ...more], {folder: w.folder});
  const good = await check(`--folder=${articles}`);
  assert.equal(good.code, 0, good.out + good.err);
  assert.match(good.out, /recall@3 0\.9\d\d|recall@3 1\.000/);
  cpSync(articles, join(w.folder, 'own'), {recursive: true});
  save(w, 'broken.md', '# no front matter');
  save(w, 'twin.md', article('Recover your account', 'en/twin', 'All about something else entirely.'));
  const bad = await check('--knowledge.articles=own');
  assert.equal(bad.code, 65, bad.out + bad.err);
  assert.match(bad.out, /problem {2}en\/broken\.md: does not begin with front matter.*\n +breaks: .+\n +mend: +.+/);
  assert.match(bad.out, /problem {2}en\/twin\.md: it has the same title as en\/account-recovery\.md/);
  assert.equal((await check('--folder=nowhere')).code, 65);
  assert.equal((await check('now')).code, 64);
  assert.equal((await check('--knowledge.results=no')).code, 78);
  assert.equal((await run('flexcord', ['articles'], {folder: w.folder})).code, 64);
});
