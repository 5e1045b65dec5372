// Web and other addresses: RFC 3986 in outline. Twin of webapp/questionnaires/rules/addresses.py.

const FORBIDDEN =
  /[\x00-\x20\x7f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff<>"{}|\\^`]|%(?![0-9A-Fa-f]{2})/;
const ABSOLUTE = /^([^:/?#]*):([^]*)$/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*$/;
const AUTHORITY = /^\/\/([^/?#]*)/;
const HOST_AND_PORT = /^(\[[0-9A-Fa-f:.]+\]|[^[\]:]*)(?::([0-9]{0,5}))?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/;
const WITH_HOST = ["http", "https", "ftp", "ws", "wss"];
const LAST_PORT = 65535;

/** Tell whether a text is a well-formed address, absolute or relative. */
export function isAddress(text) {
  if (!text || FORBIDDEN.test(text)) return false;
  if (text.startsWith("urn:uuid:")) return UUID.test(text.slice(9));
  if (text.startsWith("urn:oid:")) return OID.test(text.slice(8));
  return isWellFormed(text);
}

function isWellFormed(text) {
  const [, scheme = "", rest = text] = ABSOLUTE.exec(text) ?? [];
  if (rest !== text && (!SCHEME.test(scheme) || !rest)) return false;
  const authority = AUTHORITY.exec(rest);
  const found = authority ? host(authority[1]) : "";
  return WITH_HOST.includes(scheme.toLowerCase()) ? Boolean(found) : found !== null;
}

/** Give the host of an authority, perhaps empty; null where it or its port is malformed. */
function host(authority) {
  const found = HOST_AND_PORT.exec(authority.slice(authority.lastIndexOf("@") + 1));
  return found && Number(found[2] || 0) <= LAST_PORT ? found[1] : null;
}
