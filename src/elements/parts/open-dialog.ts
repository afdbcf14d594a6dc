/** Called after an update: a dialog that was rendered is shown as a modal one. */
export function openDialog(root: ParentNode): void {
  const dialog = root.querySelector('dialog');
  if (dialog && !dialog.open) dialog.showModal();
}
