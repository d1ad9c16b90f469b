/** See files.ts. In a browser the file is held in memory until it is saved. */
export interface HeldFile {
  readonly blob: Blob;
  readonly name: string;
}
const TIMEOUT_MS = 60_000;

export async function fetchFile(url: string, header: Record<string, string>, name: string): Promise<{ status: number; body?: string; file?: HeldFile }> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const r = await fetch(url, { headers: header, signal: stop.signal });
    return r.status === 200 ? { status: r.status, file: { blob: await r.blob(), name } } : { status: r.status, body: await r.text() };
  } catch (e) {
    if (stop.signal.aborted) throw new Error('timeout');
    throw e;
  } finally {
    clearTimeout(timer);
  }
}
/** Saves it where the browser saves things. */
export async function showFile({ blob, name }: HeldFile): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // some browsers read it only after the click
}
export const pickFile = (): Promise<Uint8Array | null> => pick('application/pdf,.pdf');
export const pickPhoto = (): Promise<Uint8Array | null> => pick('image/jpeg,image/png');
function pick(accept: string): Promise<Uint8Array | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  return new Promise((ok, no) => {
    input.oncancel = () => ok(null);
    input.onchange = () => {
      const file = input.files?.[0];
      if (!file) ok(null);
      else file.arrayBuffer().then((bytes) => ok(new Uint8Array(bytes)), no);
    };
    input.click();
  });
}
/** Saves a table made in the browser. */
export const saveText = (name: string, text: string): Promise<void> => showFile({ blob: new Blob([text], { type: 'text/csv;charset=utf-8' }), name });
