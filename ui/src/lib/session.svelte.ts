/** Whether the server said that nobody is signed in any more. */
export const session = $state({ ended: false });
