/** What a sheet asks of the platform. The mini-program's screen reader keeps to the topmost layer by itself; a browser needs help (dialog.h5.ts). */
export function useDialog(_id: string, _onClose: (() => void) | undefined): void {}
