// what typedoc's pages do not tell those who hear them: where the text is, and which menu is which
const LANDMARKS = {
  '.col-content': { role: 'main' },
  '.col-sidebar': { role: 'complementary', 'aria-label': 'Menus' },
  '#tsd-sidebar-links': { 'aria-label': 'Tools' },
};

for (const [selector, attributes] of Object.entries(LANDMARKS)) {
  const element = document.querySelector(selector);
  for (const [name, value] of Object.entries(attributes)) element?.setAttribute(name, value);
}

// a table that is wider than the page is scrolled by the keyboard too
const tables = new ResizeObserver((resized) => {
  for (const { target } of resized) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
});
document.querySelectorAll('.tsd-typography table').forEach((table) => tables.observe(table));
