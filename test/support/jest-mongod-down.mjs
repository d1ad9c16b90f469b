import fs from 'node:fs';

export default async function down() {
  const m = globalThis.__mongod;
  if (!m) return;
  await m.stop();
  fs.rmSync(m.dir, { recursive: true, force: true });
}
