// The explanation of one message.
const part = (title, ...content) => h('div', {}, h('h3', {}, title), content);
const list = sentences => h('ul', {}, sentences.map(sentence => h('li', {}, text(sentence))));

function terms(pairs) {
  return h('dl', {}, pairs.filter(([, value]) => value).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

const RETURNED = { none: 'nothing', text: 'a header block in the text', headers: 'its header', full: 'all of it' };

function explained(row) {
  const d = row[DETAIL] || {};
  const word = VERDICTS[row[VERDICT]];
  const where = pathOf(row) + (row[OFFSET] >= 0 ? ` (at byte ${number(row[OFFSET])})` : '');
  const box = h('div', { class: 'explained' });
  box.append(part('Verdict', h('p', {}, verdict(word), ` · ${result.kinds[row[KIND]]} → ${row[PLACE] ? 'the backscatter folder' : 'the inbox'}`), d.b ? list(d.b) : null));
  if (d.c && d.c.length) box.append(part('What would change it', list(d.c)));
  if (d.p && d.p.length) box.append(part('Whose mail it answers', terms(d.p.map(p => text(p).split('\n')).map(p => [`${p[0]}: ${result.answers[p[1]]}`, p[2]]))));
  if (d.r && d.r.length) box.append(part('What it reports', terms(d.r.map(r => r.map(text)).map(r => [r[0] || 'somebody', r.slice(1).filter(Boolean).join(' · ')]))));
  if (d.o) box.append(part('What came back', terms([['Returned', RETURNED[d.o[0]] + (d.o[0] !== 'none' && !d.o[1] ? ', not complete' : '')], ['Subject', text(d.o[2])], ['Message-ID', d.o[3]]])));
  if (d.f && d.f.length) box.append(part('Signs', terms(d.f.map(f => [...text(f[0]).split('\n'), text(f[1])]).map(f => [`${f[1]} · ${f[0]}`, h('span', {}, f[2], f[3] ? h('span', {}, ': ', h('q', {}, f[3])) : '')]))));
  if (d.d && d.d.length) box.append(part('What is odd about it', h('p', {}, d.d.join(', '))));
  box.append(part('Message', terms([['From', row[FROM]], ['To', text(d.t)], ['Sender', text(d.s) === '<>' ? '<> (the null reverse-path)' : text(d.s)], ['Arrived', row[TIME] === null ? 'unknown' : `${moment(row[TIME])} UTC`]]), h('p', { class: 'path' }, where)));
  return box;
}
