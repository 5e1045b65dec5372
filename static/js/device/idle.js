// What can wait, waits for the phone.

/** Resolve when the phone has nothing better to do, after three seconds at the latest. */
export const whenIdle = () =>
  new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 3_000 }) : setTimeout(resolve, 500)));
