/** The oldest Node that every tool of this repository runs on; the same figure as `engines` in package.json. */
const NEEDED = [20, 19];

/** Ends the process with one sentence when this Node is too old. Written so that Node 12 can still read it. */
export function requireNode() {
  const found = process.versions.node.split('.').map(Number);
  const recent = found[0] > NEEDED[0] || (found[0] === NEEDED[0] && found[1] >= NEEDED[1]);
  if (recent) return;
  console.error(
    'Casement needs Node ' + NEEDED.join('.') + ' or newer, and this is Node ' + process.versions.node + '.',
  );
  process.exit(1);
}
