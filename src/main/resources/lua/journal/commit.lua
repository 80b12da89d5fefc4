-- commit: writes one to 64 operations of one or several members of a partition; of each member all or none, whatever the
-- others get. Knows nothing of points.
-- @FENCE@ is replaced by the fence id (run id + replication id) under which this text was loaded.
--
-- KEYS  1 meta (hash)   2 journal (stream)   3 wake (channel)
--       then for each member:
--         the member (hash), idempotency record of each operation (string), pages (string), voucher codes (string)
-- ARGV  1 generation   2 backlog caps: entries, bytes, age in milliseconds (three numbers in one text)   3 members
--       then for each member:
--         its counts (eight numbers in one text): latest instant (Redis milliseconds), member sequence this was decided
--           on, flags, n operations, s fields to set, d fields to delete, g pages, c codes
--         s times: field, value
--         d times: field
--         n times: entry body, note, commit id, body hash, record's life in milliseconds
--         g times: operation (1 .. n), "1" if there must be no such page, content
--         c times: owner
-- flags, added up: 1 = somebody waits for the ledger, 2 = Postgres was asked for the idempotency records,
--       4 = Postgres was asked for the pages that must not be there
-- Answers FENCED once for all, or for each member in order:
--       LATE | BUSY cap | ASK | KNOWN record.. | COLD | CONFLICT field value .. | PAGE index
--       | OK partition-sequence-of-the-first
-- Who has a voucher's code is asked here first and then in Postgres; most codes are used within days.
local CODE_SECONDS = 7 * 86400
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'seq', 'last', 'flushed', 'since', 'bytes', 'oldest', 'loaded')
local generation = ARGV[1]
if meta[1] ~= '@FENCE@' or meta[2] ~= generation then return {{'FENCED'}} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local seq, last, flushed, since, bytes = tonumber(meta[3]), meta[4], tonumber(meta[5]), tonumber(meta[6]), tonumber(meta[7])
local idle = seq == flushed
local ahead = seq - flushed

local function busy(n)
  if idle then return nil end
  local entries, most, age = string.match(ARGV[2], '(%d+) (%d+) (%d+)')
  if ahead + n > tonumber(entries) then return {'BUSY', 'entries'} end
  if bytes > tonumber(most) then return {'BUSY', 'bytes'} end
  if now - tonumber(meta[8]) > tonumber(age) then return {'BUSY', 'age'} end
end

-- Once Postgres was asked, a record from before the last rebuild counts no more: its entry was lost with that history.
local function known(key, n, asked)
  local records, any = {}, false
  for i = 1, n do
    local record = redis.call('GET', KEYS[key + i])
    if record and asked and tonumber(string.match(record, ' (%d+) ')) < since then record = false end
    records[i] = record or ''
    any = any or record
  end
  if any then return {'KNOWN', records} end
  if since ~= 0 and meta[9] ~= meta[6] and not asked then return {'ASK'} end
end

-- A page that must not be there may have been evicted: then only Postgres knows.
-- One from before the last rebuild counts no more, as such a member does not.
local function page(key, arg, pages, member, asked)
  for i = 1, pages do
    if ARGV[arg + 3 * i - 2] == '1' then
      local there = redis.call('GET', KEYS[key + i])
      if there and tonumber(string.match(there, '^%d+ (%d+)')) < since then there = false end
      if there or (not asked and redis.call('HGET', member, 'pages')) then return {'PAGE', i} end
    end
  end
end

-- Whether a screen of this member is or lately was open (see live/enter): what its field 'on' becomes, nil if it stays.
-- The stream's key and the channel are made here, under the member's own tag, so that who has no screen pays for a field.
local function online(w)
  local till, offset, epoch = string.match(w.on, '^(%d+) (%d+) (%S+)$')
  if tonumber(till) < now then return nil end
  local tag, who = string.match(KEYS[w.key], '^({.-}):m:(.+)$')
  w.channel = tag .. ':live'
  if string.match(epoch, '^%d+') ~= generation then
    redis.call('SPUBLISH', w.channel, 'x ' .. who)
    return nil
  end
  w.stream, w.who, w.till, w.offset, w.epoch = tag .. ':live:' .. who, who, till, tonumber(offset), epoch
  return till .. ' ' .. (w.offset + w.n) .. ' ' .. epoch
end

-- Appends to the live stream of such a member and tells the nodes.
local function tell(w)
  local head = 'm ' .. w.who .. ' ' .. w.epoch .. ' '
  for i = 1, w.n do
    local body, commit = ARGV[w.entries + 5 * (i - 1)], ARGV[w.entries + 5 * (i - 1) + 2]
    local at = w.offset + i
    redis.call('XADD', w.stream, 'MAXLEN', '~', 64, at .. '-0', 'c', commit, 'e', body)
    redis.call('SPUBLISH', w.channel, head .. at .. ' ' .. commit .. ' ' .. body)
  end
  -- The first message made the stream; from then on live/enter lengthens its life.
  if w.offset == 0 then redis.call('PEXPIREAT', w.stream, w.till + 600000) end
end

-- First all members are looked at and nothing is written.
local replies, writes = {}, {}
local key, arg = 4, 4
for m = 1, tonumber(ARGV[3]) do
  local latest, base, flags, n, sets, dels, pages, codes =
    string.match(ARGV[arg], '^(%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$')
  flags, n, sets, dels, pages, codes =
    tonumber(flags), tonumber(n), tonumber(sets), tonumber(dels), tonumber(pages), tonumber(codes)
  local fields = arg + 1
  local entries = fields + 2 * sets + dels
  local reply = now > tonumber(latest) and {'LATE'} or busy(n) or known(key, n, bit.band(flags, 2) ~= 0)
  local member
  if not reply then
    member = redis.call('HMGET', KEYS[key], 'seq', 'gen', 'on')
    if not member[1] or tonumber(member[2]) < since then
      reply = {'COLD'}
    elseif member[1] ~= base then
      reply = {'CONFLICT', redis.call('HGETALL', KEYS[key])}
    else
      reply = page(key + n, entries + 5 * n, pages, KEYS[key], bit.band(flags, 4) ~= 0)
    end
  end
  if not reply then
    ahead = ahead + n
    writes[#writes + 1] =
      {m = m, key = key, base = tonumber(base), flags = flags, n = n, fields = fields, sets = sets, dels = dels,
       entries = entries, pages = pages, codes = codes, on = member[3]}
  end
  replies[m] = reply or false
  key = key + 1 + n + pages + codes
  arg = entries + 5 * n + 3 * pages + codes
end
if #writes == 0 then return replies end

-- From here on everything is written. The first XADD aborts with nothing written if the stream is ahead of meta.
local size, awaited = 0, false
for _, w in ipairs(writes) do
  for i = 1, w.n do
    local a = w.entries + 5 * (i - 1)
    redis.call('XADD', KEYS[2], (seq + i) .. '-0', 'e', ARGV[a], 'n', ARGV[a + 1], 'c', ARGV[a + 2], 'p', last)
    last = ARGV[a + 2]
    size = size + #ARGV[a] + #ARGV[a + 1] + 100
    redis.call('SET', KEYS[w.key + i], ARGV[a + 3] .. ' ' .. generation .. ' ' .. (seq + i), 'PX', ARGV[a + 4])
  end
  local on = w.on and online(w)
  if on then
    redis.call('HSET', KEYS[w.key], 'seq', w.base + w.n, 'at', seq + w.n, 'gen', generation, 'on', on,
      unpack(ARGV, w.fields, w.fields + 2 * w.sets - 1))
  else
    redis.call('HSET', KEYS[w.key], 'seq', w.base + w.n, 'at', seq + w.n, 'gen', generation,
      unpack(ARGV, w.fields, w.fields + 2 * w.sets - 1))
  end
  if w.dels > 0 then
    redis.call('HDEL', KEYS[w.key], unpack(ARGV, w.fields + 2 * w.sets, w.entries - 1))
  end
  local a = w.entries + 5 * w.n
  for i = 1, w.pages do
    redis.call('SET', KEYS[w.key + w.n + i], (seq + tonumber(ARGV[a])) .. ' ' .. generation .. ' ' .. ARGV[a + 2])
    a = a + 3
  end
  for i = 1, w.codes do
    redis.call('SET', KEYS[w.key + w.n + w.pages + i], ARGV[a + i - 1], 'EX', CODE_SECONDS)
  end
  if on then tell(w) end
  replies[w.m] = {'OK', seq + 1}
  awaited = awaited or bit.band(w.flags, 1) == 1
  seq = seq + w.n
end
if idle then
  redis.call('HSET', KEYS[1], 'seq', seq, 'last', last, 'bytes', size, 'oldest', now)
else
  redis.call('HSET', KEYS[1], 'seq', seq, 'last', last, 'bytes', bytes + size)
end
if awaited then
  redis.call('SPUBLISH', KEYS[3], 'ledger')
elseif idle then
  redis.call('SPUBLISH', KEYS[3], 'dirty')
end
return replies
