// The community of a run: who reports, votes, works on cases and announces, all at once with the talks.
import {bugs} from '../e2e/support/reports.mjs';
import {channel as announcements} from '../e2e/support/announcements.mjs';
import {admin_token, case_agent} from './case_agent.mjs';
import {community_verdict} from './community_verdict.mjs';
import {outside, outside_secret} from './outside.mjs';
import {hook_secret, publisher, site} from './publisher.mjs';
import {report, reporter, voter} from './reporters.mjs';

export class community {
  /** `throws`: chance for what the other case system answers. */
  constructor(plan, throws) {
    this.plan = plan;
    this.site = new site(plan.entries);
    this.outside = new outside(throws);
    this.reports = plan.reports.map((r) => new report(r));
    this.failures = [];
  }

  async opens() {
    await this.site.opens();
    await this.outside.opens();
  }
  async closes() {
    await this.site.closes();
    await this.outside.closes();
  }

  settings = () => ({
    'discord.bug-channel': bugs,
    'discord.announcement-channel': announcements,
    'announcements.hook-secret': hook_secret,
    'announcements.feeds': JSON.stringify([this.site.url]),
    'announcements.allow-private': true,
    'announcements.interval': '10s',
    'cases.webhook-url': this.outside.url,
    'cases.webhook-secret': outside_secret,
    'http.admin-token': admin_token,
  });

  /** Done when everybody is done; who failed stands in `failures`. */
  async run(tools) {
    this.record = tools.feed.record;
    this.publisher = new publisher(this.plan.announcements, tools);
    this.people = [
      ...this.reports.map((it) => new reporter(it, this.reports, tools)),
      ...this.plan.voters.map((v) => new voter(v, this.reports, tools)),
    ];
    const agent = new case_agent(tools);
    const work = [
      ...this.people.map((p) => p.run()),
      ...this.reports.map((it) => agent.works_on(it)),
      this.publisher.run(),
      this.site.run(),
    ];
    await Promise.all(work.map((w) => w.catch((error) => this.failures.push(error.message))));
  }
  calm = () => this.outside.calm();

  /** What the verdict looks at. */
  seen({deaths}) {
    const by_bot = (list) => list.filter((m) => m.bot);
    const users = this.people.flatMap((p) => (p.user ? [p.user.id] : []));
    return {
      reports: this.reports
        .filter((r) => r.number)
        .map(({plan: {title}, number, master, votes, changes, listeners}) => ({title, number, master, votes, changes, listeners})),
      accepted: this.publisher.accepted,
      published: this.site.published,
      bugs: by_bot(this.record.reports()),
      announced: by_bot(this.record.announced()),
      letters: users.flatMap((user) => by_bot(this.record.dm(user)).map(({n, text}) => ({user, n, text}))),
      calls: this.outside.calls,
      deaths,
    };
  }
  /** What happened, for the sums of many runs. */
  counts(count) {
    const reports = this.reports.filter((r) => r.number);
    count('reports', reports.length);
    count('joins', reports.reduce((n, r) => n + r.listeners.filter((l) => l.number !== r.number).length, 0));
    count('votes', reports.reduce((n, r) => n + r.votes.size, 0));
    count('changes', reports.reduce((n, r) => n + r.changes.length, 0));
    count('announcements', this.record.announced().length);
    for (const [kind, n] of Object.entries(this.outside.counts)) count(kind, n);
  }
  wrong = (lives) => [...community_verdict(this.seen(lives)), ...this.publisher.wrong, ...this.failures];
}
