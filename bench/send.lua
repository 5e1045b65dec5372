-- Sends the requests of a plan: lines of "METHOD \t path \t cookie \t headers(a: b|c: d) \t body".
-- Called with: plan file, "circle" (again and again) or "once" (each request one time, then stop).
local requests, at, once, sent = {}, 0, false, 0

local function split(line, mark)
  local parts = {}
  for part in (line .. mark):gmatch("(.-)" .. mark) do parts[#parts + 1] = part end
  return parts
end

function init(args)
  once = args[2] == "once"
  for line in io.lines(args[1]) do
    local method, path, cookie, extra, body = unpack(split(line, "\t"))
    local headers = { ["Sec-Fetch-Site"] = "same-origin", ["Accept-Encoding"] = "br, gzip", ["Host"] = "localhost" }
    if cookie ~= "" then headers["Cookie"] = cookie end
    if body ~= "" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
    for _, pair in ipairs(split(extra or "", "|")) do
      local name, value = pair:match("^([^:]+): (.*)$")
      if name then headers[name] = value end
    end
    requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
  end
end

function request()
  at = at % #requests + 1
  sent = sent + 1
  return requests[at]
end

function response(status)
  if once and sent >= #requests then wrk.thread:stop() end
end

function done(summary, latency)
  io.write(string.format(
    'JSON {"requests":%d,"seconds":%.6f,"rate":%.2f,"p50_ms":%.3f,"p99_ms":%.3f,"errors":%d,"broken":%d}\n',
    summary.requests, summary.duration / 1e6, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
