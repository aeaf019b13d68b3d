// Embeds of a Discord message: a framed text with fields.
import {h} from './dom.js';
import {markdown} from './markdown.js';

/** Mentions of members as their names; an escaped one stays as it stands. */
export function with_names(text, names) {
  return text.replace(/(?<!\\)<@!?(\d+)>/g, (whole, id) => (names.has(id) ? `@${names.get(id)}` : whole));
}

function one(embed, names) {
  const text = (value) => markdown(with_names(value, names));
  const frame = h(
    'section',
    {class: 'embed', 'aria-label': 'Embed'},
    embed.title ? h('div', {class: 'embed-title'}, ...text(embed.title)) : null,
    embed.description ? h('div', {class: 'embed-text'}, ...text(embed.description)) : null,
    embed.fields?.length
      ? h(
          'dl',
          {class: 'embed-fields'},
          ...embed.fields.map((f) =>
            h(
              'div',
              {class: f.inline ? 'beside' : ''},
              h('dt', {}, ...text(f.name)),
              h('dd', {}, ...text(f.value)),
            ),
          ),
        )
      : null,
    embed.footer ? h('p', {class: 'fine'}, embed.footer.text) : null,
  );
  if (Number.isInteger(embed.color))
    frame.style.borderLeftColor = `#${embed.color.toString(16).padStart(6, '0')}`;
  return frame;
}

/** A message's embeds; `names` has members' names by id. Null when there are none. */
export function shown_embeds(message, names) {
  if (!message.embeds?.length) return null;
  return h('div', {class: 'embeds'}, ...message.embeds.map((e) => one(e, names)));
}
