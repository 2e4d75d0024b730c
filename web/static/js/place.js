// Where something stands in a text: which provision holds a place, which holds what is selected.

const ADDRESS = /^[a-z][\w.-]*$/;

// Every anchor of the text in its order; several may stand at the head of one paragraph.
export const anchors = (legal) => [...legal.querySelectorAll("[id]")].filter((each) => ADDRESS.test(each.id));

// The last provision that begins at or before a place; "" before the first.
export function provisionAt(legal, node) {
  let found = "";
  for (const each of anchors(legal)) {
    const order = each.compareDocumentPosition(node);
    if (order & Node.DOCUMENT_POSITION_PRECEDING && !(order & Node.DOCUMENT_POSITION_CONTAINED_BY)) break;
    found = each.id;
  }
  return found;
}

// The smallest provision that holds both: addresses are paths, so it is what they begin with alike.
export function around(one, other) {
  const [left, right] = [one.split("."), other.split(".")];
  const length = left.findIndex((part, at) => part !== right[at]);
  return left.slice(0, length < 0 ? left.length : length).join(".");
}

// The words selected in the text and the smallest provision that holds them, or null.
export function chosen(legal) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!legal.contains(range.startContainer) || !legal.contains(range.endContainer)) return null;
  const words = selection.toString().replace(/\s+/g, " ").trim();
  if (!words) return null;
  const end = range.endOffset === 0 && range.endContainer.nodeType === Node.ELEMENT_NODE ? lastOf(range) : range.endContainer;
  return { words, address: around(provisionAt(legal, range.startContainer), provisionAt(legal, end)), range };
}

// A selection that ends before the first letter of a block ends in the block before it.
const lastOf = (range) => range.endContainer.previousElementSibling ?? range.endContainer;

export async function write(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const area = document.createElement("textarea");
  area.value = words;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("refused");
}
