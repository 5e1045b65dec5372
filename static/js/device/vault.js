// What this phone keeps of one person: an IndexedDB database of their own, every value sealed with AES-GCM.
//
// The key is a WebCrypto key that no script can take out; it lives in the same database and dies with it.
// A write is told as done only when it is on the disk (durability "strict").

const STORES = ["drafts", "packs", "sent", "files", "contents", "kept"]; // under an id of ours
const QUEUE = "outbox"; // under the order of arrival
const PREFIX = "kangyue-";
const SHAPE = 3; // grows with each store that joins
const sealed = { name: "AES-GCM" };

/** Wait for an IndexedDB request. @returns {Promise<any>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Wait until a transaction is on the disk. */
const written = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

function openDatabase(name, shape, version = 1) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => shape(request.result);
  return done(request);
}

function shapeVault(database) {
  const missing = (name) => !database.objectStoreNames.contains(name);
  for (const name of [...STORES, "key"].filter(missing)) database.createObjectStore(name);
  if (missing(QUEUE)) database.createObjectStore(QUEUE, { autoIncrement: true });
}

/** The sealed stores of one person on this phone. */
class Vault {
  #database;
  #key;

  constructor(tag, database, key) {
    this.tag = tag;
    this.#database = database;
    this.#key = key;
    database.onversionchange = () => database.close(); // a sign-out elsewhere may delete it
  }

  /** Keep a value under an id; resolves once it is on the disk. */
  async put(store, id, value) {
    const kept = await this.#seal(store, value);
    return this.#write(store, (place) => place.put(kept, id));
  }

  /** Keep bytes under an id; resolves once they are on the disk. @param {ArrayBuffer} bytes */
  async putBytes(store, id, bytes) {
    const kept = await this.#sealBytes(store, bytes);
    return this.#write(store, (place) => place.put(kept, id));
  }

  /** Give bytes, or undefined. @returns {Promise<ArrayBuffer|undefined>} */
  async getBytes(store, id) {
    const kept = await done(this.#database.transaction(store).objectStore(store).get(id));
    return kept && this.#unsealBytes(store, kept);
  }

  /** Put a value at the end of the queue; resolves with its number once it is on the disk. */
  async append(value) {
    const kept = await this.#seal(QUEUE, value);
    return this.#write(QUEUE, (place) => place.add(kept));
  }

  /** Give a value, or undefined. */
  async get(store, id) {
    const kept = await done(this.#database.transaction(store).objectStore(store).get(id));
    return kept && this.#unseal(store, kept);
  }

  /** List [id, value] of a store in the order of the ids: for the queue, of arrival. */
  async all(store) {
    const place = this.#database.transaction(store).objectStore(store);
    const [ids, kept] = await Promise.all([done(place.getAllKeys()), done(place.getAll())]);
    return Promise.all(ids.map(async (id, at) => [id, await this.#unseal(store, kept[at])]));
  }

  /** Count what is in a store without opening it. */
  count(store) {
    return done(this.#database.transaction(store).objectStore(store).count());
  }

  /** Forget one value; resolves once it is gone from the disk. */
  delete(store, id) {
    return this.#write(store, (place) => place.delete(id));
  }

  close() {
    this.#database.close();
  }

  async #write(store, act) {
    const transaction = this.#database.transaction(store, "readwrite", { durability: "strict" });
    const request = act(transaction.objectStore(store));
    await written(transaction);
    return request.result;
  }

  #seal(store, value) {
    return this.#sealBytes(store, new TextEncoder().encode(JSON.stringify(value)));
  }

  async #unseal(store, kept) {
    return JSON.parse(new TextDecoder().decode(await this.#unsealBytes(store, kept)));
  }

  async #sealBytes(store, plain) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt(this.#bound(store, iv), this.#key, plain) };
  }

  #unsealBytes(store, { iv, data }) {
    return crypto.subtle.decrypt(this.#bound(store, iv), this.#key, data);
  }

  #bound(store, iv) {
    return { ...sealed, iv, additionalData: new TextEncoder().encode(`${this.tag}/${store}`) };
  }
}

/** Make the key of a new vault; of two tabs that come at once, the first one's stays. */
async function keyOf(database) {
  const known = await done(database.transaction("key").objectStore("key").get("key"));
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ ...sealed, length: 256 }, false, ["encrypt", "decrypt"]);
  const transaction = database.transaction("key", "readwrite", { durability: "strict" });
  const place = transaction.objectStore("key");
  place.add(fresh, "key").onerror = (event) => {
    event.preventDefault(); // the other tab's key is there already
    event.stopPropagation();
  };
  await written(transaction);
  return done(database.transaction("key").objectStore("key").get("key"));
}

/**
 * Open the vault of a person, made on first use. Rejects where this browser cannot keep anything
 * (private windows of some browsers, a full disk): then pages work as without JavaScript.
 * @param {string} tag the opaque tag of the person that every signed-in page carries
 */
export async function open(tag) {
  const database = await openDatabase(PREFIX + tag, shapeVault, SHAPE);
  return new Vault(tag, database, await keyOf(database));
}

/** Tell whether this phone keeps anything of a person, without making a vault. */
export async function exists(tag) {
  if (!indexedDB.databases) return true; // an old browser cannot say
  return (await indexedDB.databases()).some(({ name }) => name === PREFIX + tag);
}

/** Delete everything this phone keeps of a person. */
export const destroy = (tag) => done(indexedDB.deleteDatabase(PREFIX + tag));

const openHere = () => openDatabase("kangyue", (database) => database.createObjectStore("here"));

/** Remember who is signed in here, the language and the looks: what the offline pages go by. */
export async function remember(person) {
  const database = await openHere();
  const transaction = database.transaction("here", "readwrite");
  transaction.objectStore("here").put(person, "here");
  await written(transaction);
  database.close();
}

/** Note that the session of a person is over: what is kept here is shown after the next sign-in. */
export async function end(tag) {
  const person = await whoIsHere();
  if (person?.tag === tag && !person.ended) await remember({ ...person, ended: true });
}

/** Give who was last signed in here: `{tag, language, mode, theme, ended}`, or undefined after signing out. */
export async function whoIsHere() {
  const database = await openHere();
  const person = await done(database.transaction("here").objectStore("here").get("here"));
  database.close();
  return person;
}

/** Forget who was here; their vault is deleted by `destroy`. */
export async function forget() {
  const database = await openHere();
  const transaction = database.transaction("here", "readwrite");
  transaction.objectStore("here").clear();
  await written(transaction);
  database.close();
}
