// Finds the template of a path, as API specs write them: "/channels/{channel_id}/messages".

/** The template that fits `path` with the fewest parameters, so that "@me" is not taken for an id. */
export function match_template(templates, path) {
  const parts = path.split('/').map(decodeURIComponent);
  const fits = (template) => {
    const wanted = template.split('/');
    return (
      wanted.length === parts.length &&
      wanted.every((w, i) => (/^\{.*\}$/.test(w) ? parts[i] !== '' : w === parts[i]))
    );
  };
  const parameters = (template) => template.split('{').length;
  return templates.filter(fits).sort((a, b) => parameters(a) - parameters(b))[0];
}

/** The values of a template's parameters in `path`. */
export function path_values(template, path) {
  const parts = path.split('/').map(decodeURIComponent);
  return Object.fromEntries(
    template
      .split('/')
      .map((w, i) => [w, parts[i]])
      .filter(([w]) => w.startsWith('{'))
      .map(([w, value]) => [w.slice(1, -1), value]),
  );
}
