function head() {
  const n = Object.fromEntries(result.replies.map((count, i) => [VERDICTS[i], count]));
  const all = REPLIES.reduce((sum, word) => sum + n[word], 0);
  byId('head').append(h('p', { class: 'eyebrow' }, result.title),
    h('h1', {}, all === 0 ? `In ${plural(result.messages, 'message', 'messages')} there is no automatic reply.` : `Of ${plural(result.messages, 'message', 'messages')}, ${number(all)} ${all === 1 ? 'is an automatic reply' : 'are automatic replies'}.`));
  if (all > 0) {
    const share = h('div', { class: 'share', 'aria-hidden': 'true' }, REPLIES.map(word => h('span', { class: word, 'data-share': n[word] })));
    for (const piece of share.children) { piece.style.flexGrow = piece.dataset.share; piece.hidden = piece.dataset.share === '0'; }
    byId('head').append(share, h('ul', { class: 'answers' }, REPLIES.map(word => h('li', {}, h('strong', {}, number(n[word])), mark(word), `${SAYS[word]}`))));
  }
  if (result.interrupted) byId('head').append(h('p', { class: 'notice' }, 'The scan was interrupted: this is what it had seen by then.'));
  byId('head').append(h('p', { class: 'note' }, [...result.paths, `${plural(result.into_folder, 'message belongs', 'messages belong')} into the backscatter folder`].join(' · ')));
}

function shares(table) {
  const rowsOf = (id, list, names, describe, pick) => {
    if (list.length === 0) return;
    byId(id).hidden = false;
    bars(byId(id).querySelector('.chart'), list, names, describe, pick);
  };
  const all = result.proofs.reduce((n, row) => n + total(row), 0);
  rowsOf('kinds', result.by_kind, REPLIES.concat('ordinary'), row => number(row.slice(1).reduce((a, b) => a + b, 0)), null);
  rowsOf('proofs', result.proofs, REPLIES, row => `${number(total(row))} · ${Math.round((total(row) / all) * 100)} %`, table.search);
  rowsOf('hosts', result.hosts, REPLIES, row => number(total(row)), table.search);
}

function closest(table) {
  if (result.closest.length === 0) return;
  byId('closest').hidden = false;
  const places = new Map(rows.map(row => [`${pathOf(row)} ${row[OFFSET]}`, row]));
  byId('closest').querySelector('ol').append(...result.closest.map(([path, offset, kind, word, subject, date, point]) => {
    const row = places.get(`${path} ${offset}`);
    return h('li', {}, h('p', {}, verdict(VERDICTS[word]), ` · ${result.kinds[kind]}`), h('p', { class: 'subject' }, subject || '(no subject)'), h('p', { class: 'point' }, point),
      h('p', { class: 'note' }, date.slice(0, 10), ' ', row ? button('Show it', () => table.open(row), { class: 'link' }) : ''));
  }));
}

function unreadable() {
  if (result.unreadable === 0) return;
  byId('unreadable').hidden = false;
  const rest = result.unreadable - result.unreadable_paths.length;
  byId('unreadable').querySelector('ul').append(...result.unreadable_paths.map(line => h('li', {}, line)), rest > 0 ? h('li', {}, `… and ${number(rest)} more`) : '');
}

head();
const table = messages();
timeline(table.choose);
shares(table);
closest(table);
unreadable();
byId('foot').append(`Made by Backsift ${result.version} on ${result.made}. This file holds everything it shows and loads nothing.`);
