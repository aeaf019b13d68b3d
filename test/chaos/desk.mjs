// The agents: they take what they are offered, write and complete.

export class desk {
  constructor(api, feed) {
    Object.assign(this, {api, feed});
    this.agents = [];
    this.left_alone = new Set();
    this.offered = new Map(); // task SID -> {agent, desk}
    this.taken = new Map(); // desk (conversation SID) -> seat {agent, desk, task}
    feed.on((event) => event.kind === 'twilio.task' && this.hears(event.data));
  }

  async hire(n) {
    for (let i = 1; i <= n; ++i)
      this.agents.push(
        await this.api.post('/agents', {name: `agent${i}@example.com`, full_name: `Agent ${i}`}),
      );
  }

  leaves_alone(user, alone) {
    if (alone) return this.left_alone.add(user);
    this.left_alone.delete(user);
  }

  /** Every agent is offered every task; the first one offered takes it. */
  hears({change, task_sid: task, agent, conversation_sid: conversation, attributes}) {
    if (change !== 'reservation.created' || this.offered.has(task)) return;
    // A task of the legacy plane does not say whose it is; its channel does.
    const user = /^discord-(\d+)$/.exec(attributes?.customerAddress)?.[1] || this.feed.record.desk(conversation).user;
    this.offered.set(task, {agent, user});
    if (!this.left_alone.has(user)) this.accepts(task, agent, conversation);
  }

  async accepts(task, agent, conversation) {
    // A task that was withdrawn meanwhile is refused.
    const {status} = await this.api.try('POST', `/agents/${agent}/tasks/${task}/accept`, {});
    if (status < 300) this.taken.set(conversation, {agent, desk: conversation, task});
  }

  /** The seat of the agent who is in the open talk of that member. */
  seat_of(user) {
    const open = this.feed.record.desks_of(user).filter((d) => d.state !== 'closed' && d.agents.size > 0);
    return this.taken.get(open.at(-1)?.sid);
  }

  writes = (seat, body) =>
    this.api.post(`/agents/${seat.agent}/conversations/${seat.desk}/messages`, {body});
  completes = (seat) => this.api.post(`/agents/${seat.agent}/tasks/${seat.task}/complete`);
}
