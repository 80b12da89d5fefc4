-- enter: a screen of this member is open. From now on the commit script appends to the member's live stream.
-- The member's field 'on' is '<online until, milliseconds> <offset> <epoch>'; an epoch is '<generation>.<name>'.
-- KEYS  1 meta (hash)   2 the member (hash)   3 the member's live stream
-- ARGV  1 generation    2 milliseconds to stay online   3 epoch to begin if there is none
--       4 epoch and 5 offset that the screen has ('' and 0: none)   6 most entries to answer
--       7 name of the field with the member's locale
-- Answers FENCED | COLD
--       | OK epoch offset 'yes' or why not ('none' 'epoch' 'trimmed' 'limit') locale-or-'' {{id {c commit e body}} ..}
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'since')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local member = redis.call('HMGET', KEYS[2], 'gen', 'on', ARGV[7])
if not member[1] or tonumber(member[1]) < tonumber(meta[3]) then return {'COLD'} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local till, offset, epoch
if member[2] then till, offset, epoch = string.match(member[2], '^(%d+) (%d+) (%S+)$') end
if not epoch or tonumber(till) < now or string.match(epoch, '^%d+') ~= ARGV[1] then
  -- Commits in between were not appended: what follows is another history.
  redis.call('DEL', KEYS[3])
  offset, epoch = '0', ARGV[3]
end
redis.call('HSET', KEYS[2], 'on', string.format('%.0f %s %s', now + ARGV[2], offset, epoch))
redis.call('PEXPIRE', KEYS[3], 2 * ARGV[2])

local locale = member[3] or ''
local from = tonumber(ARGV[5])
local missed = tonumber(offset) - from
if ARGV[4] == '' then return {'OK', epoch, offset, 'none', locale, {}} end
if ARGV[4] ~= epoch or missed < 0 then return {'OK', epoch, offset, 'epoch', locale, {}} end
if missed == 0 then return {'OK', epoch, offset, 'yes', locale, {}} end
if missed > tonumber(ARGV[6]) then return {'OK', epoch, offset, 'limit', locale, {}} end
local entries = redis.call('XRANGE', KEYS[3], string.format('%.0f-0', from + 1), '+')
if #entries ~= missed then return {'OK', epoch, offset, 'trimmed', locale, {}} end
return {'OK', epoch, offset, 'yes', locale, entries}
