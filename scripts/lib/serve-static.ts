/** Shows `dist-demo/` on this machine, in a folder of the host as a project's page would be. Environment: `PORT` (4174). */
import { fileURLToPath } from 'node:url';
import { serveFolder } from './static-host.js';

const DEFAULT_PORT = 4174;
const folder = fileURLToPath(new URL('../../dist-demo', import.meta.url));

try {
  const { url } = await serveFolder(folder, '/demo/', Number(process.env['PORT'] ?? DEFAULT_PORT));
  console.log(`The static demo, served as files:  ${url}\nCtrl-C stops it.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
