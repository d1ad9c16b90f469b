/** Where the desks begin; none in a mini-program. */
export const deskHome: string | undefined = undefined;
