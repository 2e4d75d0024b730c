// The contents tell where the reader is: the entry of what stands at the top of the window is marked and kept in view.

const nav = document.querySelector("[data-contents]");
const here = nav.querySelector(".contents-here");
const entries = new Map();
for (const link of nav.querySelectorAll('a[href^="#"]')) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (target) entries.set(target, link);
}

const order = [...entries.keys()];
const above = new Set();
let current = null;

function mark() {
  const last = order.findLast((each) => above.has(each)) ?? null;
  const link = last && entries.get(last);
  if (link === current) return;
  current?.removeAttribute("aria-current");
  current = link;
  here.textContent = link ? link.querySelector("b").textContent : "";
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const [box, frame] = [link.getBoundingClientRect(), nav.getBoundingClientRect()];
  if (nav.scrollHeight > nav.clientHeight && (box.top < frame.top || box.bottom > frame.bottom)) {
    nav.scrollTop += box.top - frame.top - nav.clientHeight / 3;
  }
}

// A heading counts from the moment it passes the upper quarter of the window. All that lies above the window belongs to
// the watched field: a jump may carry a heading from far above to far below between two frames.
const watch = new IntersectionObserver((seen) => {
  for (const each of seen) {
    if (each.isIntersecting) above.add(each.target);
    else above.delete(each.target);
  }
  mark();
}, { rootMargin: "1000000px 0px -75% 0px" });
for (const each of order) watch.observe(each);

// On a narrow screen the contents lie over the text: choosing an entry closes them.
nav.addEventListener("click", (event) => {
  const fold = nav.querySelector("details");
  if (event.target.closest("a") && matchMedia("(max-width: 63.99rem)").matches) fold.open = false;
});
