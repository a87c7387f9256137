// data-board-editor: tiles are dragged by their grip to another place. The arrows beside it do the same by keyboard.

let dragged = null;

const tileOf = (event) => event.target.closest?.("[data-drag-tile]");

const clear = () => {
  for (const tile of document.querySelectorAll(".is-drop-place, .is-dragged")) {
    tile.classList.remove("is-drop-place", "is-dragged");
  }
};

document.addEventListener("dragstart", (event) => {
  if (!event.target.closest?.("[data-drag-grip]")) return;
  dragged = tileOf(event);
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.dragTile);
  event.dataTransfer.setDragImage(dragged, 20, 20);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const tile = tileOf(event);
  if (!dragged || !tile || tile === dragged) return;
  event.preventDefault();
  for (const other of document.querySelectorAll(".is-drop-place")) other.classList.remove("is-drop-place");
  tile.classList.add("is-drop-place");
});

document.addEventListener("drop", (event) => {
  const tile = tileOf(event);
  if (!dragged || !tile || tile === dragged) return;
  event.preventDefault();
  // the arrows' own form carries the move, with the place of the tile it was dropped on
  const button = dragged.querySelector("button[name='to']:not([disabled])");
  button.value = tile.dataset.dragPlace;
  button.click();
});

document.addEventListener("dragend", () => {
  dragged = null;
  clear();
});
