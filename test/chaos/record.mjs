// What the sandbox saw, as one side would tell it: each member's DM, each desk of an agent, each turn of the bot.

const own_identity = /^discord-(\d+)$/;

/** A channel of the legacy plane has no state but this one. */
const is_inactive = (attributes) => JSON.parse(attributes || '{}').status === 'INACTIVE';

const bugs = '1000000000000000023';
const announcements = '1000000000000000025';
const ephemeral = 64;

/** A message of a channel that all see. */
const open_message = (n, at, {id, author, content, embeds, components, flags}) => ({
  id,
  n,
  at,
  bot: Boolean(author.bot),
  text: content,
  embed: embeds?.[0],
  buttons: (components ?? []).flatMap((row) => row.components),
  flags: Number(flags),
});

/** Filled event by event; nothing here asks anybody. */
export class record {
  dms = new Map(); // user id -> messages in their order {id, bot, text, buttons, at}
  desks = new Map(); // conversation SID -> {sid, user, state, at, case, lines: [{author, text, at}], tasks: Map, agents: Set}
  turns = []; // what the bot was asked, in order: {sender, text, answers, status}
  gateway = [];
  channels = new Map([bugs, announcements].map((channel) => [channel, []])); // messages that all see, in their order
  interactions = new Map(); // id -> as it is shown to who made it

  dm = (user) => this.dms.get(user) ?? this.dms.set(user, []).get(user);
  desk(sid) {
    if (!this.desks.has(sid))
      this.desks.set(sid, {sid, user: '', state: 'active', lines: [], tasks: new Map(), agents: new Set()});
    return this.desks.get(sid);
  }
  desks_of = (user) => [...this.desks.values()].filter((d) => d.user === user);
  turns_of = (channel) => this.turns.filter((t) => t.sender === `discord:${channel}`);

  /** What happens in a channel of the server; false for a direct message. */
  take_open({n, kind, data, at}) {
    const channel = this.channels.get(data.channel_id);
    if (!channel || !/^discord\.(message|edit|delete)$/.test(kind)) return false;
    if (data.flags & ephemeral) return true; // the interaction has it
    const old = channel.findIndex((m) => m.id === data.id);
    if (kind === 'discord.delete') channel.splice(old >>> 0, 1);
    else if (old >= 0) channel[old] = open_message(channel[old].n, channel[old].at, data);
    else channel.push(open_message(n, at, data));
    return true;
  }
  reports = () => this.channels.get(bugs);
  announced = () => this.channels.get(announcements);

  take(event) {
    const {kind, data, at} = event;
    if (this.take_open(event)) return;
    if (kind === 'discord.interaction') {
      this.interactions.set(data.interaction_id, data);
    } else if (kind === 'discord.message') {
      const buttons = (data.components ?? []).flatMap((row) => row.components.map((b) => b.custom_id));
      const {id, content: text, channel_id: channel} = data;
      this.dm(data.user).push({id, channel, bot: Boolean(data.author.bot), text, buttons, nonce: data.nonce, at, n: event.n});
    } else if (kind === 'discord.gateway') {
      this.gateway.push(data.what);
    } else if (kind === 'discord.delete') {
      const dm = this.dm(data.user);
      dm.splice(dm.findIndex((m) => m.id === data.id) >>> 0, 1);
    } else if (kind === 'twilio.conversation') {
      this.desk(data.sid).state = is_inactive(data.attributes) ? 'closed' : data.state;
      if (data.change === 'added') this.desk(data.sid).at = at;
    } else if (kind === 'twilio.participant') {
      const user = own_identity.exec(data.identity)?.[1];
      const desk = this.desk(data.conversation_sid);
      if (user) desk.user = user;
      else if (data.change === 'added') desk.agents.add(data.identity);
      else desk.agents.delete(data.identity);
    } else if (kind === 'twilio.message' && data.change === 'added') {
      this.desk(data.conversation_sid).lines.push({author: data.author, text: data.body ?? '', at});
    } else if (kind === 'twilio.task') {
      const {task_sid: sid, status, agent, reservation_status: reservation} = data;
      const {tasks} = this.desk(data.conversation_sid);
      const known = tasks.get(sid) ?? {sid, at, ever_assigned: false};
      if (['completed', 'canceled'].includes(status)) known.over ??= at;
      const taken = reservation === 'accepted' ? {agent, ever_assigned: true} : {};
      tasks.set(sid, {...known, status, ...taken});
    }
  }

  /** Which case each desk is of, as the conversation's attributes say. */
  take_conversations(list) {
    for (const {sid, attributes} of list) this.desk(sid).case = JSON.parse(attributes)?.fc?.case;
  }

  take_turn({body, status, answer}) {
    const {sender, message} = JSON.parse(body);
    let answers = [];
    if (status === 200) answers = JSON.parse(answer).flatMap((a) => (a.text ? [a.text] : []));
    this.turns.push({sender, text: message, answers, status});
  }
}
