// The style of the frame and of text: colours, spacing, header, menu, footer. System fonts; no colour stands for a side.

export const FRAME_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f6f3; --sheet: #ffffff; --ink: #1f2730; --soft: #56616d; --line: #d9d7d1; --line-strong: #8b9099;
  --accent: #34506b; --accent-ink: #ffffff; --accent-soft: #e8edf2; --warn: #8a3b12; --warn-soft: #fbefe6;
  --focus: #9a4d00; --mark: #f3ecd9; --mark-ink: #5c4706;
  --radius: 6px; --step: 1rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --sheet: #1c2229; --ink: #e6e8ea; --soft: #a4adb7; --line: #343c45; --line-strong: #77818c;
    --accent: #a9c3dc; --accent-ink: #14202b; --accent-soft: #26323e; --warn: #f0b48a; --warn-soft: #35261b;
    --focus: #ffc26b; --mark: #39321c; --mark-ink: #efdfae;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink); min-height: 100vh; display: flex; flex-direction: column;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Armenian", "Liberation Sans", sans-serif;
  overflow-wrap: break-word;
}
h1, h2, h3 { line-height: 1.25; margin: 0 0 .5em; text-wrap: balance; }
h1 { font-size: 1.75rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; }
h3 { font-size: 1rem; }
p, ul, ol, dl, table { margin: 0 0 var(--step); }
ul, ol { padding-left: 1.25rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: 2px; }
code, .pseudonym { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .94em; }
.pseudonym { letter-spacing: .01em; }
.small, .hint { color: var(--soft); font-size: .9rem; }
.lead { font-size: 1.125rem; max-width: 46rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: .5rem; top: -4rem; background: var(--sheet); color: var(--ink); padding: .6rem 1rem; z-index: 2; border-radius: var(--radius); }
.skip:focus { top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.demonstration { margin: 0; padding: .4rem 1rem; background: var(--mark); color: var(--mark-ink); text-align: center; font-size: .9rem; }
.top { background: var(--sheet); border-bottom: 1px solid var(--line); }
.bar { max-width: 76rem; margin: 0 auto; padding: .6rem 1rem; display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; align-items: center; }
.brand { display: inline-flex; gap: .5rem; align-items: center; font-weight: 650; color: var(--ink); text-decoration: none; padding: .3rem 0; }
.brand svg { color: var(--accent); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .25rem; margin: 0; padding: 0; }
nav a { display: inline-block; padding: .45rem .65rem; border-radius: var(--radius); color: var(--ink); text-decoration: none; }
nav a:hover { background: var(--accent-soft); }
nav a[aria-current="page"] { background: var(--accent-soft); font-weight: 600; box-shadow: inset 0 -2px var(--accent); }
.who { margin-left: auto; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; font-size: .9rem; color: var(--soft); }
.who strong { color: var(--ink); }
main { flex: 1; width: 100%; max-width: 76rem; margin: 0 auto; padding: 1.75rem 1rem 3rem; }
.narrow { max-width: 34rem; margin-inline: auto; }
.middle { max-width: 52rem; }
.bottom { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
.bottom p, .bottom ul { max-width: 76rem; margin: 0 auto; padding: 1rem 1rem 0; }
.bottom ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: .5rem 1rem 1.25rem; }
.sheet { container-type: inline-size; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.25rem; margin-bottom: 1.25rem; }
.sheet > :last-child { margin-bottom: 0; }
.columns { display: grid; gap: 0 1.25rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
@media (min-width: 62rem) { .columns { grid-template-columns: minmax(0, 1fr) 21rem; } }
.pair { display: grid; gap: 0 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); align-items: start; margin-top: 1.25rem; }
.notice { border: 1px solid var(--line); border-left: 4px solid var(--accent); background: var(--accent-soft); border-radius: var(--radius); padding: .75rem 1rem; margin: 0 0 1.25rem; }
.notice > :last-child { margin-bottom: 0; }
.crumb { margin: 0 0 .75rem; font-size: .9rem; }
.heading { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 1rem; }
@media print {
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000; }
  .top nav, .who form, .bottom, .skip, form, .actions, .no-print { display: none !important; }
  body { font-size: 11pt; }
  .sheet { border: 0; padding: 0; }
  main { padding: 0; max-width: none; }
  .columns { display: block; }
}
`;
