// One page or worker of this phone at a time; an old browser without locks has to do without.

/** Run something while no other page does the same. @param {string} name what; @returns {Promise<any>} what `act` gives */
export const alone = (name, act) => (navigator.locks ? navigator.locks.request(name, act) : act());
