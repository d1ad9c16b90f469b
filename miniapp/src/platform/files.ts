import Taro from '@tarojs/taro';

/** A file of the server's on this phone, for as long as WeChat keeps a temporary one; nothing of it enters our own store (APP-7). */
export interface HeldFile {
  readonly path: string;
  readonly name: string;
}
const TIMEOUT_MS = 60_000;

/** Fetches a file with its headers, so that its address alone opens nothing. `body` is the refusal's text where there is one. Throws what `downloadFile` throws. */
export async function fetchFile(url: string, header: Record<string, string>, name: string): Promise<{ status: number; body?: string; file?: HeldFile }> {
  const { statusCode, tempFilePath } = await Taro.downloadFile({ url, header, timeout: TIMEOUT_MS });
  if (statusCode === 200) return { status: statusCode, file: { path: tempFilePath, name } };
  return { status: statusCode, body: String(Taro.getFileSystemManager().readFileSync(tempFilePath, 'utf8')) };
}
/** Opens it in WeChat's reader, whose menu sends it on and saves it. What the reader cannot open is sent to a chat of the person's own. */
export async function showFile({ path, name }: HeldFile): Promise<void> {
  if (/\.(zip|csv)$/.test(name)) {
    await Taro.shareFileMessage({ filePath: path, fileName: name });
    return;
  }
  await Taro.openDocument({ filePath: path, fileType: /\.xlsx$/.test(name) ? 'xlsx' : 'pdf', showMenu: true });
}
/** The bytes of a PDF that the person picks from a chat; null when they turned back. It is read on the phone and goes nowhere. */
export async function pickFile(): Promise<Uint8Array | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['pdf'] });
    const path = tempFiles[0]?.path;
    return path ? new Uint8Array(Taro.getFileSystemManager().readFileSync(path) as ArrayBuffer) : null;
  } catch (e) {
    if (/cancel/.test((e as { errMsg?: string }).errMsg ?? '')) return null;
    throw e;
  }
}
/** The bytes of a photo of a paper, taken now or chosen; null when they turned back. WeChat makes it smaller first. */
export async function pickPhoto(): Promise<Uint8Array | null> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] });
    const path = tempFiles[0]?.tempFilePath;
    return path ? new Uint8Array(Taro.getFileSystemManager().readFileSync(path) as ArrayBuffer) : null;
  } catch (e) {
    if (/cancel/.test((e as { errMsg?: string }).errMsg ?? '')) return null;
    throw e;
  }
}
/** Desks are pages of the browser: nothing of the mini-program saves a table. */
export async function saveText(_name: string, _text: string): Promise<void> {}
