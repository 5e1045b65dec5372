-- Sends the requests of a plan: lines of "METHOD \t path \t cookie \t headers(a: b|c: d) \t body".
-- Called with: plan file, "circle" (again and again) or "once" (each request one time).
local ffi = require("ffi")
ffi.cdef [[ typedef struct { long sec; long nsec; } clock_t_; int clock_gettime(int, clock_t_ *); ]]
local requests, at, once, sent, answered, first = {}, 0, false, 0, 0, 0
local threads = {}
elapsed, counted = 0, 0

local function now()
  local t = ffi.new("clock_t_")
  ffi.C.clock_gettime(1, t)
  return tonumber(t.sec) + tonumber(t.nsec) / 1e9
end

local function split(line, mark)
  local parts = {}
  for part in (line .. mark):gmatch("(.-)" .. mark) do parts[#parts + 1] = part end
  return parts
end

function setup(thread) threads[#threads + 1] = thread end

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
  if first == 0 then first = now() end
  sent = sent + 1
  if once and sent > #requests then return wrk.format("GET", "/healthz") end
  at = at % #requests + 1
  return requests[at]
end

function response(status)
  answered = answered + 1
  if once and answered == #requests then
    elapsed, counted = now() - first, answered
    wrk.thread:stop()
  end
end

function done(summary, latency)
  local seconds, number = threads[1]:get("elapsed"), threads[1]:get("counted")
  if seconds == 0 then seconds, number = summary.duration / 1e6, summary.requests end
  io.write(string.format(
    'JSON {"requests":%d,"seconds":%.6f,"rate":%.2f,"p50_ms":%.3f,"p99_ms":%.3f,"errors":%d,"broken":%d}\n',
    number, seconds, number / seconds, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
