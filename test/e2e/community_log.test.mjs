// What an operator reads of reports, cases, announcements and the case page: that they happened, and no word of them.
import assert from 'node:assert/strict';
import {channel, secret} from './support/announcements.mjs';
import {form_of, link_of, open, posts_as_script} from './support/case_page.mjs';
import {post_hook} from './support/feed_server.mjs';
import {bigger_bags, lantern, lantern_too, picture, post_of, presses, registered, reporting, reports, votes} from './support/reports.mjs';
import {scenario} from './support/world.mjs';

// Words that nothing else in a log has.
const said = {
  bug: 'quaggalantern',
  bug_text: 'wombatmarsh',
  file: 'yacht.png',
  wish: 'numbatbags',
  title: 'zyzzyvatitle',
  text: 'xylophonetext',
  talk: 'aardvarkword',
  note: 'quollnote',
  tag: 'dingotag',
  agent: 'Kookaburra',
};
const secrets = {
  hook: secret,
  admin: 'admin-token-of-this-test',
  link: 'the-secret-of-the-links-of-this-test',
};
const settings = {
  ...reporting,
  'discord.announcement-channel': channel,
  'announcements.hook-secret': secrets.hook,
  'http.admin-token': secrets.admin,
  'cases.link-secret': secrets.link,
  'log.level': 'debug',
};

scenario('neither the log nor the metrics have a word or a secret of the community half', {settings}, async (w) => {
  await registered(w);
  const alice = await w.member('Alicequokka');
  const ben = await w.member('Benbilby');
  const mike = await w.agent();
  const bug = {...lantern, title: `${said.bug} goes out in the rain`, text: `${lantern.text} ${said.bug_text}`};
  const {number, message} = await reports(w, alice, {...bug, shots: [{...picture, filename: said.file}]});
  await presses(w, alice, 'Tell me by direct message', message, /^You are told/);
  const like = {...lantern_too, title: `${said.bug} goes out when it rains`, text: `${lantern_too.text} ${said.bug_text}`};
  const {message: asked} = await reports(w, ben, like, {wanted: /^This was perhaps/});
  await presses(w, ben, `Join #${number}`, asked, /^You joined/);
  await post_of(w, ben, number, {is: votes(2)});
  await reports(w, ben, {...bigger_bags, title: said.wish}, {command: 'new_feature'});
  assert.equal((await post_hook(w.node, secret, {title: said.title, text: said.text})).status, 202);
  await alice.writes(said.talk);
  await alice.asks_for_a_person();
  await mike.accepts();
  await alice.sees('Mike has joined');
  const url = await link_of(mike);
  const {html} = await open(url);
  const master = new URL(html.match(new RegExp(`href="(/case/${number}\\?[^"]*)"`))[1].replaceAll('&amp;', '&'), url).href;
  const {fields, action} = form_of((await open(master)).html, 'update');
  const wish = {...fields, agent: said.agent, assignee: said.agent, status: 'resolved', note: said.note, tags: said.tag};
  assert.equal((await posts_as_script(action, master, wish)).status, 200);
  assert.equal((await posts_as_script(action.replace(/w=[^&]*/, 'w=wrong'), master, wish)).status, 403);
  assert.equal((await open(master.replace(/s=[^&]*/, 's=wrong'))).status, 403);
  await alice.sees(new RegExp(`^Your case #${number} \\(${said.bug}.*is resolved`));
  await w.settled();
  const metrics = await (await fetch(`${w.node.url}/metrics`)).text();
  await w.node.stop();
  const log = w.node.out + w.node.err;
  for (const happened of [
    /component=reports event=opened case=1 /,
    /component=cases event=step record=case:1 event=joined_by /,
    /component=cases event=step record=case:1 event=changed /,
    /component=announcements event=step record=announcements event=posted /,
    /event=transition conv=discord:\d+ on=case_news /,
  ])
    assert.match(log, happened);
  const links = [url, master].map((link) => new URL(link).searchParams.get('s'));
  const write = new URL(action, master).searchParams.get('w');
  const names = [alice, ben].flatMap((member) => [member.name, member.name[0].toUpperCase() + member.name.slice(1)]);
  for (const word of [...Object.values(said), ...Object.values(secrets), ...links, write, ...names, 'in the rain', 'sandbox-token', 'sandbox-auth-token']) {
    assert.ok(!log.includes(word), `"${word}" is in the log`);
    assert.ok(!metrics.includes(word), `"${word}" is in the metrics`);
  }
  for (const {id} of [alice, ben]) assert.ok(!metrics.includes(id), 'a user id is in the metrics');
});
