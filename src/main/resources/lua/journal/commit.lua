-- commit: writes one to 64 operations of one member, all or none. Knows nothing of points.
-- @FENCE@ is replaced by the fence id (run id + replication id) under which this text was loaded.
--
-- KEYS  1 meta (hash)   2 journal (stream)   3 the member (hash)   4 wake (channel)
--       5 .. 4+n          idempotency record of each operation (string)
--       then              pages, in the order of their arguments (string)
--       then              voucher codes, in the order of their arguments (string)
-- ARGV  1 generation      2 latest instant, Redis milliseconds
--       3 backlog cap, entries   4 backlog cap, bytes   5 backlog cap, age in milliseconds
--       6 member sequence this was decided on
--       7 flags, added up: 1 = somebody waits for the ledger, 2 = Postgres was asked for the idempotency records,
--         4 = Postgres was asked for the pages that must not be there
--       8 n operations    9 s fields to set    10 d fields to delete    11 g pages    12 c codes
--       13 ..             s times: field, value
--       then              d times: field
--       then              n times: entry body, note, commit id, body hash, record's life in milliseconds
--       then              g times: operation (1 .. n), "1" if there must be no such page, content
--       then              c times: owner
-- Answers FENCED | LATE | BUSY cap | ASK | KNOWN record.. | COLD | CONFLICT field value .. | PAGE index
--       | OK partition-sequence-of-the-first
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'seq', 'last', 'flushed', 'since', 'bytes', 'oldest', 'loaded')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now > tonumber(ARGV[2]) then return {'LATE'} end

local n, sets, dels, pages, codes =
  tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11]), tonumber(ARGV[12])
local seq, flushed, bytes = tonumber(meta[3]), tonumber(meta[5]), tonumber(meta[7])
local flags = tonumber(ARGV[7])
local idle = seq == flushed
if not idle then
  if seq - flushed + n > tonumber(ARGV[3]) then return {'BUSY', 'entries'} end
  if bytes > tonumber(ARGV[4]) then return {'BUSY', 'bytes'} end
  if now - tonumber(meta[8]) > tonumber(ARGV[5]) then return {'BUSY', 'age'} end
end

-- Once Postgres was asked, a record from before the last rebuild counts no more: its entry was lost with that history.
local asked = bit.band(flags, 2) ~= 0
local records, known = {}, false
for i = 1, n do
  local record = redis.call('GET', KEYS[4 + i])
  if record and asked and tonumber(string.match(record, ' (%d+) ')) < tonumber(meta[6]) then record = false end
  records[i] = record
  known = known or record
end
if known then
  for i = 1, n do records[i] = records[i] or '' end
  return {'KNOWN', records}
end
if meta[6] ~= '0' and meta[9] ~= meta[6] and not asked then return {'ASK'} end

local member = redis.call('HMGET', KEYS[3], 'seq', 'gen', 'pages')
if not member[1] or tonumber(member[2]) < tonumber(meta[6]) then return {'COLD'} end
if member[1] ~= ARGV[6] then return {'CONFLICT', redis.call('HGETALL', KEYS[3])} end

local field = 13
local entry = field + 2 * sets + dels
local page = entry + 5 * n
for i = 1, pages do
  -- A page that must not be there may have been evicted: then only Postgres knows.
  -- One from before the last rebuild counts no more, as such a member does not.
  if ARGV[page + 3 * i - 2] == '1' then
    local there = redis.call('GET', KEYS[4 + n + i])
    if there and tonumber(string.match(there, '^%d+ (%d+)')) < tonumber(meta[6]) then there = false end
    if there or (member[3] and bit.band(flags, 4) == 0) then return {'PAGE', i} end
  end
end

-- From here on everything is written. The first XADD aborts with nothing written if the stream is ahead of meta.
local last, size = meta[4], 0
for i = 1, n do
  local a = entry + 5 * (i - 1)
  redis.call('XADD', KEYS[2], (seq + i) .. '-0', 'e', ARGV[a], 'n', ARGV[a + 1], 'c', ARGV[a + 2], 'p', last)
  last = ARGV[a + 2]
  size = size + #ARGV[a] + #ARGV[a + 1] + 100
  redis.call('SET', KEYS[4 + i], ARGV[a + 3] .. ' ' .. ARGV[1] .. ' ' .. (seq + i), 'PX', ARGV[a + 4])
end
local hash = {'HSET', KEYS[3], 'seq', tonumber(ARGV[6]) + n, 'at', seq + n, 'gen', ARGV[1]}
for i = field, field + 2 * sets - 1 do hash[#hash + 1] = ARGV[i] end
redis.call(unpack(hash))
if dels > 0 then
  redis.call('HDEL', KEYS[3], unpack(ARGV, field + 2 * sets, field + 2 * sets + dels - 1))
end
for i = 1, pages do
  local a = page + 3 * (i - 1)
  redis.call('SET', KEYS[4 + n + i], (seq + tonumber(ARGV[a])) .. ' ' .. ARGV[1] .. ' ' .. ARGV[a + 2])
end
for i = 1, codes do
  redis.call('SET', KEYS[4 + n + pages + i], ARGV[page + 3 * pages + i - 1])
end
if idle then
  redis.call('HSET', KEYS[1], 'seq', seq + n, 'last', last, 'bytes', size, 'oldest', now)
else
  redis.call('HSET', KEYS[1], 'seq', seq + n, 'last', last, 'bytes', bytes + size)
end
if bit.band(flags, 1) == 1 then
  redis.call('SPUBLISH', KEYS[4], 'ledger')
elseif idle then
  redis.call('SPUBLISH', KEYS[4], 'dirty')
end
return {'OK', seq + 1}
