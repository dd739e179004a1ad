// The organisers' menu is longer than a screen: it opens where the page that is read stands in it.

export function mount(menu) {
  const here = menu.querySelector("[aria-current]");
  const show = () => here && (menu.scrollTop = here.offsetTop - menu.clientHeight / 2);
  menu.addEventListener("toggle", show); // on phones it opens by a button
  show();
}
