// Vault and outbox for the service worker, which has no page to stand on.
export * as outbox from "./outbox.js";
export * as vaults from "./vault.js";
