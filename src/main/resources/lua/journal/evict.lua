#!lua flags=allow-oom
-- evict: forgets members and pages whose last entry Postgres has; they come back when they are asked for.
-- KEYS  1 meta (hash)   then each member (hash)   then for each page: the page (string), its member (hash)
-- ARGV  1 generation    2 number of members
-- Answers FENCED | OK number-forgotten; what is not flushed yet, online, or not there is left alone
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'flushed', 'evicted')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local now = redis.call('TIME')[1] * 1000
local flushed, evicted, forgotten = tonumber(meta[3]), tonumber(meta[4]), 0
local members = tonumber(ARGV[2])

for i = 2, 1 + members do
  local member = redis.call('HMGET', KEYS[i], 'at', 'on')
  local at = tonumber(member[1])
  -- Whoever has a screen open stays: the position of the live stream is kept here alone.
  local online = member[2] and tonumber(string.match(member[2], '^%d+')) >= now
  if at and at <= flushed and not online then
    redis.call('DEL', KEYS[i])
    evicted = math.max(evicted, at)
    forgotten = forgotten + 1
  end
end
if evicted > tonumber(meta[4]) then redis.call('HSET', KEYS[1], 'evicted', evicted) end

for i = 2 + members, #KEYS, 2 do
  local page = redis.call('GET', KEYS[i])
  if page and tonumber(string.match(page, '^%d+')) <= flushed then
    redis.call('DEL', KEYS[i])
    -- From now on a page that is not here may still stand in Postgres.
    if redis.call('EXISTS', KEYS[i + 1]) == 1 then redis.call('HSET', KEYS[i + 1], 'pages', '1') end
    forgotten = forgotten + 1
  end
end
return {'OK', forgotten}
