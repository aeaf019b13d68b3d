// What members do with reports: forms, buttons, posts.
import assert from 'node:assert/strict';

export const bugs = '1000000000000000023';
export const features = '1000000000000000024';
export const reporting = {'discord.bug-channel': bugs, 'discord.feature-channel': features};
const ephemeral = 64,
  loading = 128;

/** The smallest PNG there is. */
export const picture = {
  filename: 'screen.png',
  content_type: 'image/png',
  base64:
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
};

export const lantern = {
  title: 'The lantern goes out in the rain',
  text: 'My lantern dies as soon as it rains in the marsh, and I cannot light it again.',
  extra: '1. Go to the marsh\n2. Wait for rain',
  severity: ['high'],
};
/** The same in other words. */
export const lantern_too = {
  title: 'Lantern goes out when it rains',
  text: 'As soon as it rains in the marsh the lantern dies. I cannot light it again.',
  severity: ['normal'],
};
export const black_map = {
  title: 'The map is black',
  text: 'Opening the map of the northern coast shows nothing but a black square.',
  severity: ['low'],
};
export const bigger_bags = {
  title: 'Bigger bags for herbs',
  text: 'The herb bag is full after a single walk.',
  extra: 'Let us sew a second pocket.',
};

export const registered = (w) =>
  w.api.until('the commands are registered', async () =>
    (await w.api.get('/discord/gateway')).commands.some((c) => c.name === 'bug'),
  );

/** The interaction once it is answered for good: with a form, or a text like `wanted`. */
export const answered = (w, id, wanted = /./) =>
  w.api.until(
    `the answer is ${wanted}`,
    async () => {
      const i = await w.api.get(`/discord/interactions/${id}`);
      const said = i.message && !(i.message.flags & loading) && wanted.test(i.message.content);
      return i.state === 'acknowledged' && (i.modal || said) && i;
    },
    {now: () => w.api.get(`/discord/interactions/${id}`)},
  );

/** A command typed in a channel: its answer. */
export async function types(w, member, name, channel, wanted) {
  const {interaction_id} = await w.api.post(member.path('/commands'), {
    name,
    options: {},
    where: 'guild',
    channel_id: channel,
  });
  return answered(w, interaction_id, wanted);
}

/** Fills in the form that answered an interaction: the answer. */
export async function fills_in(w, member, i, values, wanted) {
  assert.ok(i.modal, `expected a form, came ${JSON.stringify(i.message?.content)}`);
  const {interaction_id} = await w.api.post(member.path('/modals'), {
    interaction_id: i.interaction_id,
    values,
  });
  const got = await answered(w, interaction_id, wanted);
  assert.ok(got.message.flags & ephemeral, 'only the reporter sees the answer');
  return got;
}

/** From the command to the answer: with `number` when a case was made. */
export async function reports(w, member, values, {command = 'bug', wanted} = {}) {
  const form = await types(w, member, command, command === 'bug' ? bugs : features);
  const got = await fills_in(w, member, form, values, wanted);
  return {...got, number: Number(/#(\d+)/.exec(got.message.content)?.[1])};
}

/** Presses a button of that label under a message: the answer. */
export async function presses(w, member, label, message, wanted) {
  return answered(w, await member.presses(label, message), wanted);
}

/** The posts of reports that a member sees in a channel, oldest first. */
export const posts = async (member, channel = bugs) =>
  (await member.messages(channel)).filter((m) => m.author.bot && !(m.flags & ephemeral) && m.embeds.length);

/** The post of that case once it is there, and like `is`. */
export const post_of = (w, member, number, {channel = bugs, is = () => true} = {}) =>
  w.api.until(
    `the post of #${number}`,
    async () =>
      (await posts(member, channel)).find((m) => m.embeds[0].title.startsWith(`#${number} `) && is(m)),
    {now: () => posts(member, channel)},
  );

export const field = (post, name) => post.embeds[0].fields.find((f) => f.name === name)?.value;
export const votes = (n) => (post) => field(post, 'Votes') === String(n);
