// What a member of the server meets: commands, languages, ratings, quick messages, slow bots.
import assert from 'node:assert/strict';
import {link, scenario, talking, text_of} from './support/world.mjs';

/** The answer that only the invoker sees, once it has this text. */
const answered = (w, id, wanted) =>
  w.api.until(
    `the answer to the interaction has ${wanted}`,
    async () => {
      const i = await w.api.get(`/discord/interactions/${id}`);
      return wanted.test(i.message?.content ?? '') && i;
    },
    {now: () => w.api.get(`/discord/interactions/${id}`)},
  );

const registered = (w) =>
  w.api.until('the commands are registered', async () =>
    (await w.api.get('/discord/gateway')).commands.some((c) => c.name === 'helpme'),
  );

scenario('a French member is spoken to in French', {}, async (w) => {
  await registered(w);
  const anne = await w.member('Anne', {locale: 'fr'});
  const mike = await w.agent();
  const {interaction_id} = await anne.types('helpme');
  await answered(w, interaction_id, /Regardez vos messages privés/);
  await anne.sees(/^Bonjour Anne, ici le service client/);
  const asked = await anne.writes('remboursement');
  const answer = await anne.sees(`${link}fr/`, {after: asked});
  await anne.presses('Parler à une personne', answer);
  await anne.sees(/^Le dossier n° \d+ a été créé/);
  await anne.sees(/^Vous êtes dans la file d'attente/);
  await mike.accepts();
  await anne.sees(/^Mike a rejoint la conversation/);
  await mike.does('complete');
  await anne.sees(/^Mike a quitté la conversation/);
  await anne.sees(/^Vous êtes de retour avec l'assistant/);
  await anne.sees(/^Comment était-ce/);
  await anne.presses('5');
  await anne.sees(/^Merci pour votre note/);
});

scenario('the member rates the talk, once', {}, async (w) => {
  const {alice, mike} = await talking(w);
  await mike.does('complete');
  const question = await alice.sees(text_of.rate);
  await alice.presses('4', question);
  await alice.sees('Thank you for the rating.');
  await alice.presses('4', question).catch(() => {}); // the buttons may be gone by then
  await w.settled();
  assert.equal((await alice.told()).filter((t) => t.startsWith('Thank you for the rating')).length, 1);
});

// Checklist 18.
scenario('/helpme with a topic in the server: a direct message and an answer', {}, async (w) => {
  await registered(w);
  const alice = await w.member();
  const {interaction_id} = await alice.types('helpme', {topic: 'How do refunds work?'});
  const i = await answered(w, interaction_id, /check your direct messages/);
  assert.ok(i.acknowledged_after_ms < 1000, `acknowledged after ${i.acknowledged_after_ms} ms`);
  await alice.sees('You asked about: How do refunds work?');
  await alice.sees(link);
  await w.settled();
  assert.equal((await alice.told()).length, 2);
});

scenario('/helpme in the DM', {}, async (w) => {
  await registered(w);
  const alice = await w.member();
  await alice.types('helpme', {}, 'dm');
  await alice.sees(/^Hello Alice, this is customer service/);
});

scenario('/helpme with closed DMs: told how to open them, and Retry works', {}, async (w) => {
  await registered(w);
  const alice = await w.member();
  await alice.settings({dms_closed: true});
  const {interaction_id} = await alice.types('helpme', {topic: 'How do refunds work?'});
  const {message} = await answered(w, interaction_id, /could not send you a direct message/);
  await alice.settings({dms_closed: false});
  await alice.presses('Retry', message);
  await alice.sees(/Hello Alice, this is customer service/);
});

scenario('messages that come while the bot thinks are one turn, asked after it', {rasa: true}, async (w) => {
  const alice = await w.member();
  await alice.writes('slow 2');
  await w.counted('flexcord_commands_total', {command: 'ask_bot'});
  for (const part of ['thanks, but', 'my game', 'shows a black screen']) await alice.writes(part);
  await alice.sees('update your graphics driver');
  await w.settled();
  const turns = await w.api.requests({service: 'bot', method: 'POST'});
  assert.equal(turns.length, 2, `two turns, came ${turns.length}`);
  for (const part of ['thanks, but', 'my game', 'shows a black screen'])
    assert.ok(JSON.stringify(turns[1].body).includes(part), `${part} is in the second turn`);
  await alice.was_told_exactly([/^Sorry, I had to think/, /^Please update your graphics driver/]);
});

const in_words = {rasa: true, settings: {'routing.handoff-phrases': '["person please"]'}};

scenario('a slow answer of the bot after the handoff never reaches the member', in_words, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes('slow 3');
  await w.counted('flexcord_commands_total', {command: 'ask_bot'});
  await alice.writes('Person, please!');
  await alice.sees(text_of.queued);
  await mike.accepts();
  await alice.sees('Mike has joined');
  const too_late = async () =>
    (await w.metric('flexcord_stale_events_total')) +
    (await w.metric('flexcord_commands_total', {outcome: 'withdrawn'}));
  await w.api.until('the late answer is counted', async () => (await too_late()) >= 1);
  await mike.writes('Hello');
  await alice.sees('Hello');
  await w.settled();
  assert.ok(!(await alice.told()).some((t) => t.includes('I had to think')), 'the late answer was shown');
});

scenario('the bot itself hands over, and its last words come before the notice', {rasa: true}, async (w) => {
  const alice = await w.member();
  const mike = await w.agent();
  await alice.writes('handoff please, a human');
  await alice.sees(text_of.queued);
  await w.settled();
  await alice.was_told_exactly(['I am getting a person for you.', text_of.transfer, text_of.queued]);
  await mike.accepts();
  await alice.sees('Mike has joined');
});
