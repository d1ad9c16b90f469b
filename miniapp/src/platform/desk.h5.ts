/** The desks are pages of the browser only; this address stands here so that no mini-program carries it. */
export const deskHome: string | undefined = '/packages/staff/home/index';
