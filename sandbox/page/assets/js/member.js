// The left pane: a Discord member's direct messages with the bot.
import {discord} from './api.js';
import {command_box} from './command_box.js';
import {shown_components} from './components.js';
import {composer} from './composer.js';
import {avatar, by_id, h, time_of} from './dom.js';
import {edit_buttons} from './editing.js';
import {shown_embeds, with_names} from './embeds.js';
import {shown_files} from './files.js';
import {message_log} from './log.js';
import {markdown} from './markdown.js';
import {member_head} from './member_settings.js';
import {find_members, member_name, remembered} from './people.js';
import {place_picker} from './places.js';
import {refresher} from './refresh.js';

const ephemeral = 1 << 6,
  loading = 1 << 7;
const typing_lasts = 10_000;
const ideas = ['How do I recover my account?', 'My game crashes at the start', 'I want to talk to a person'];

/** `unread()` is told when something new came from the bot, `chosen()` when another member is shown. */
export function member_pane(unread, chosen) {
  let members = [];
  let me = null;
  let newest = null;
  let typing_ends = 0;

  const names = () => new Map(members.map((m) => [m.id, member_name(m)]));
  const places = place_picker(() => {
    newest = null;
    show_head();
    write.text.focus();
    refresh().catch(console.warn);
  });
  const box = command_box(() => me, places, names);
  const write = composer({
    id: 'member',
    label: 'Message to the bot',
    placeholder: 'Message the bot',
    limit: 4000,
    extra: [box.opener],
    send: async ({text, files}) => {
      if (!files.length && text.startsWith('/') && (await box.typed(text))) return;
      const channel = places.id();
      await discord.write(me.id, {
        content: text,
        attachments: files,
        ...(channel ? {channel_id: channel} : {}),
      });
      await refresh();
    },
    typing: () => {
      if (!places.id()) discord.typing(me.id).catch(() => {});
    },
  });
  by_id('member-composer').append(write.form);
  by_id('member-command').append(box.form);

  const author = (m) => m.author.id;
  const log = message_log({
    list: by_id('member-log'),
    scroll: by_id('member-scroll'),
    empty: by_id('member-empty'),
    key: (m) => m.id,
    author,
    at: (m) => Date.parse(m.timestamp),
    row,
    when_focus_is_lost: () => write.text.focus(),
  });

  function row(m, joined) {
    const mine = m.author.id === me.id;
    const name = mine ? member_name(me) : m.author.global_name || m.author.username;
    const thinking = (m.flags & loading) !== 0;
    const body = h(
      'div',
      {class: 'text'},
      ...(thinking ? [h('span', {class: 'fine'}, 'The bot is thinking…')] : markdown(with_names(m.content, names()))),
      m.edited_timestamp && !thinking
        ? h('small', {class: 'edited', title: new Date(m.edited_timestamp).toLocaleString()}, '(edited)')
        : null,
    );
    const reply = m.referenced_message;
    return h(
      'li',
      {
        class: `message ${joined && !reply ? 'joined' : ''} ${mine ? 'mine' : 'bot'}`,
        'data-id': m.id,
        'data-author': mine ? 'member' : m.author.bot ? 'bot' : 'other',
      },
      joined && !reply
        ? h('span', {class: 'side'}, time_of(m.timestamp))
        : avatar(name, m.author.bot ? 'is-bot' : ''),
      h(
        'div',
        {class: 'content'},
        reply ? h('p', {class: 'reply'}, `↱ ${reply.content.slice(0, 80)}`) : null,
        h(
          'p',
          {class: joined && !reply ? 'away' : 'by'},
          h('b', {}, name),
          m.author.bot ? h('span', {class: 'tag'}, 'APP') : null,
          time_of(m.timestamp),
        ),
        body,
        shown_embeds(m, names()),
        shown_files(m.attachments),
        shown_components(m, me.id),
        m.flags & ephemeral ? h('p', {class: 'fine'}, `Only ${member_name(me)} can see this`) : null,
      ),
      mine
        ? edit_buttons({
            text: m.content,
            body,
            back: () => write.text.focus(),
            files: m.attachments.length > 0,
            save: (text) => discord.edit(me.id, m.id, text),
            remove: () => discord.remove(me.id, m.id),
            done: refresh,
          })
        : null,
    );
  }

  const refresh = refresher(async () => {
    if (!me) return;
    const whose = me.id;
    const place = places.id();
    const messages = await discord.messages(whose, place);
    if (me.id !== whose || places.id() !== place) return;
    // What only one member sees stands under the channel, where it can be dismissed.
    const here = place ? messages.filter((m) => !(m.flags & ephemeral)) : messages;
    log.show(here, `${whose} ${place}`);
    const last = here.findLast((m) => m.author.bot);
    if (last && newest !== null && last.id > newest) unread();
    newest = last?.id ?? '';
  });

  function show_typing(until) {
    typing_ends = until;
    const on = until > Date.now();
    by_id('member-typing').replaceChildren(
      ...(on
        ? [h('span', {class: 'dots', 'aria-hidden': 'true'}, h('i'), h('i'), h('i')), 'The bot is typing…']
        : []),
    );
    if (on) setTimeout(() => typing_ends <= Date.now() && show_typing(0), until - Date.now() + 50);
  }

  function show_head() {
    by_id('member-head').replaceChildren(
      ...member_head(members, me, {
        places,
        choose,
        changed: (now) => {
          members = members.map((m) => (m.id === now.id ? now : m));
          me = now;
        },
        added: (made) => {
          members = [...members, made];
          choose(made.id);
        },
      }),
    );
    by_id('member-empty').replaceChildren(
      h('p', {class: 'empty-title'}, `Write something as ${member_name(me)}`),
      h('p', {}, 'for example:'),
      h(
        'div',
        {class: 'ideas'},
        ...ideas.map((idea) =>
          h('button', {type: 'button', class: 'idea', onclick: () => write.fill(idea)}, idea),
        ),
      ),
    );
  }

  function choose(id) {
    me = members.find((m) => m.id === id) ?? members[0];
    remembered.set('member', me.id);
    newest = null;
    box.forget();
    show_typing(0);
    show_head();
    write.text.focus();
    chosen();
    return refresh();
  }

  return {
    /** Reads everything again. */
    async reload() {
      members = await find_members();
      places.set(await discord.channels());
      const before = me;
      me = members.find((m) => m.id === (me?.id ?? remembered.get('member'))) ?? members[0];
      if (!before || before.id !== me.id) newest = null;
      show_head();
      await Promise.all([refresh(), box.show_answers()]);
    },
    event(kind, data) {
      if (!me) return undefined;
      if (!data.user && data.channel_id === places.id()) return refresh();
      if (data.user !== me.id) return undefined;
      if (kind === 'discord.typing') {
        if (data.by === 'bot') show_typing(Date.now() + typing_lasts);
        return undefined;
      }
      if (kind === 'discord.message' && data.author.bot) show_typing(0);
      return Promise.all([refresh(), box.show_answers()]);
    },
    id: () => me?.id,
    name: () => (me ? member_name(me) : 'the member'),
    names,
  };
}
