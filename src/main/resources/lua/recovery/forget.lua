#!lua flags=allow-oom
-- forget: drops a member that differs from the ledger, if its last entry is flushed; it comes back from there.
-- Not fenced by the loaded text: the caller says under which fence id and generation it looked.
-- KEYS  1 meta (hash)   2 the member (hash)
-- ARGV  1 fence id      2 generation
-- Answers CHANGED | KEPT (not flushed yet) | OK
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'flushed', 'evicted')
if meta[1] ~= ARGV[1] or meta[2] ~= ARGV[2] then return {'CHANGED'} end
local at = redis.call('HGET', KEYS[2], 'at')
if at and tonumber(at) > tonumber(meta[3]) then return {'KEPT'} end
redis.call('DEL', KEYS[2])
if at and tonumber(at) > tonumber(meta[4]) then redis.call('HSET', KEYS[1], 'evicted', at) end
return {'OK'}
