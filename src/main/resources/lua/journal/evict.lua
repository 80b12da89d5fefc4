#!lua flags=allow-oom
-- evict: forgets a member or a page whose last entry Postgres has; it comes back when it is asked for.
-- KEYS  1 meta (hash)   2 the member (hash), or a page (string)   3 for a page: its member (hash)
-- ARGV  1 generation
-- Answers FENCED | KEPT (not flushed yet, online, or not there) | OK
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'flushed', 'evicted')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local at
if KEYS[3] then
  local page = redis.call('GET', KEYS[2])
  at = page and string.match(page, '^%d+')
else
  local member = redis.call('HMGET', KEYS[2], 'at', 'on')
  at = member[1]
  -- Whoever has a screen open stays: the position of the live stream is kept here alone.
  if member[2] and tonumber(string.match(member[2], '^%d+')) >= redis.call('TIME')[1] * 1000 then return {'KEPT'} end
end
if not at or tonumber(at) > tonumber(meta[3]) then return {'KEPT'} end
redis.call('DEL', KEYS[2])
if KEYS[3] then
  -- From now on a page that is not here may still stand in Postgres.
  if redis.call('EXISTS', KEYS[3]) == 1 then redis.call('HSET', KEYS[3], 'pages', '1') end
elseif tonumber(at) > tonumber(meta[4]) then
  redis.call('HSET', KEYS[1], 'evicted', at)
end
return {'OK'}
