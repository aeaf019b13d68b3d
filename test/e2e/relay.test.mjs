// What members and agents write, change, delete and send while they talk.
import assert from 'node:assert/strict';
import {link, scenario, talking, text_of} from './support/world.mjs';

const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const letter = Buffer.from('Dear Alice,\n'.repeat(40));

scenario('an agent edits and deletes what was said', {}, async (w) => {
  const {alice, mike} = await talking(w);
  const typo = await mike.writes('Helo Alice');
  const slip = await mike.writes('This was meant for somebody else');
  await alice.sees('Helo Alice');
  await alice.sees('This was meant for somebody else');
  await mike.edits(typo.sid, 'Hello Alice');
  await alice.sees('Hello Alice');
  await mike.deletes(slip.sid);
  await w.api.until(
    'the slip is gone',
    async () => !(await alice.told()).some((t) => t.includes('somebody else')),
  );
  const told = await alice.told();
  assert.equal(told.filter((t) => t.includes('Alice')).length, 1, 'the text was changed, not sent again');
});

scenario('a member edits and deletes what was said', {}, async (w) => {
  const {alice, mike} = await talking(w);
  const typo = await alice.writes('my mial is wrong');
  const secret = await alice.writes('my password is hunter2');
  await mike.sees('my mial is wrong');
  await mike.sees('hunter2');
  await alice.edits(typo.id, 'my mail is wrong');
  await mike.sees('my mail is wrong');
  await alice.deletes(secret.id);
  await w.api.until(
    'the secret is gone from Flex',
    async () => !(await mike.texts()).some((t) => (t ?? '').includes('hunter2')),
  );
  assert.equal((await mike.texts()).filter((t) => (t ?? '').includes('wrong')).length, 1);
});

scenario('files go both ways, byte for byte', {}, async (w) => {
  const {alice, mike} = await talking(w);
  await alice.writes('my screenshot', {
    attachments: [{filename: 'shot.png', content_type: 'image/png', base64: picture.toString('base64')}],
  });
  const got = await w.api.until(
    'the agent gets the file',
    async () => (await mike.messages()).find((m) => m.media?.length),
    {now: () => mike.messages()},
  );
  assert.equal(got.media[0].filename, 'shot.png');
  const file = await fetch(new URL(got.media[0].url, w.sandbox.base));
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), picture);
  await mike.sees('my screenshot');
  await mike.writes(undefined, {
    media: [{filename: 'letter.txt', content_type: 'text/plain', base64: letter.toString('base64')}],
  });
  const sent = await w.api.until(
    'the member gets the file',
    async () => (await alice.messages()).find((m) => m.author.bot && m.attachments.length),
    {now: () => alice.messages()},
  );
  assert.equal(sent.attachments[0].filename, 'letter.txt');
  const back = await fetch(sent.attachments[0].url);
  assert.deepEqual(Buffer.from(await back.arrayBuffer()), letter);
});

scenario('a file that Discord does not give back is named to the agent', {}, async (w) => {
  const {alice, mike} = await talking(w);
  await w.api.fault({service: 'cdn', times: 50, fault: {status: 404}});
  await alice.writes('look at this', {
    attachments: [{filename: 'lost.png', content_type: 'image/png', base64: picture.toString('base64')}],
  });
  await mike.sees('lost.png');
  await mike.sees('look at this');
});

scenario('a long answer of the agent comes in parts of 2000 characters at most, in order', {}, async (w) => {
  const {alice, mike} = await talking(w);
  const words = Array.from({length: 1200}, (_, i) => `word${String(i).padStart(4, '0')}`);
  await mike.writes(words.join(' '));
  await alice.sees('word1199');
  const told = await alice.told();
  const parts = told.filter((t) => /word\d{4}/.test(t));
  assert.ok(parts.length >= 5, `${parts.length} parts`);
  for (const part of parts) assert.ok([...part].length <= 2000, `a part of ${[...part].length} characters`);
  assert.deepEqual(parts.join(' ').match(/word\d{4}/g), words);
});

scenario('twenty messages each way stay in order, each once', {}, async (w) => {
  const {alice, mike} = await talking(w);
  const numbers = Array.from({length: 20}, (_, i) => i);
  for (const i of numbers) {
    await alice.writes(`from Alice ${i}.`);
    await mike.writes(`from Mike ${i}.`);
  }
  await mike.sees('from Alice 19.');
  await alice.sees('from Mike 19.');
  await w.settled();
  const numbers_in = (texts, pattern) =>
    texts
      .map((t) => pattern.exec(t ?? '')?.[1])
      .filter(Boolean)
      .map(Number);
  assert.deepEqual(numbers_in(await mike.texts(), /^from Alice (\d+)\./), numbers);
  assert.deepEqual(numbers_in(await alice.told(), /^from Mike (\d+)\./), numbers);
});

scenario(
  'in live transcript mode an agent whom nobody invited joins and takes over',
  {settings: {'twilio.transcript': 'live', 'routing.poll-interval': '200ms'}},
  async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    await alice.writes('How do I recover my account?');
    await alice.sees(link);
    const [talk] = await w.api.until('the talk is in Twilio', async () => {
      const all = await w.conversations();
      return all.length && all[0].messages >= 2 && all;
    });
    mike.talk = talk.sid;
    assert.ok((await mike.texts())[0].includes('How do I recover my account?'));
    await w.api.post(mike.path('/join'));
    await alice.sees('Mike has joined');
    await mike.writes('I saw that you are stuck.');
    await alice.sees('I saw that you are stuck.');
    const before = (await alice.told()).length;
    await alice.writes('How do refunds work?');
    await mike.sees('How do refunds work?');
    await w.settled();
    assert.equal((await alice.told()).length, before, 'the bot is silent while Mike is there');
    await w.api.post(mike.path('/leave'));
    await alice.sees(text_of.back);
    const asked = await alice.writes('How do refunds work?');
    await alice.sees(link, {after: asked});
  },
);

scenario(
  'the live transcript holds every turn once, in order',
  {settings: {'twilio.transcript': 'live'}},
  async (w) => {
    const alice = await w.member();
    const mike = await w.agent();
    const first = await alice.writes('How do I recover my account?');
    await alice.sees(link, {after: first});
    const second = await alice.writes('How do refunds work?');
    await alice.sees(link, {after: second});
    await alice.asks_for_a_person();
    await mike.accepts();
    await alice.sees('Mike has joined');
    await alice.writes('Here I am');
    await mike.sees('Here I am');
    const seen = (await mike.messages()).filter((m) => m.author !== 'system').map((m) => m.author);
    assert.equal((await w.conversations()).length, 1);
    const texts = await mike.texts();
    const at = (what) => texts.findIndex((t) => (t ?? '').includes(what));
    const order = ['recover my account?', 'refunds work?', 'talk to a human', 'Here I am'].map(at);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
      texts.join(' | '),
    );
    assert.ok(
      order.every((i) => i >= 0),
      texts.join(' | '),
    );
    assert.deepEqual(seen.slice(0, 4), [alice.identity, 'flexcord-bot', alice.identity, 'flexcord-bot']);
  },
);
