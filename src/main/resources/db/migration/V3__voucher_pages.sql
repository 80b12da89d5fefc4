-- Finds the owner of a voucher by the hash of its code, once Redis has forgotten the code.
CREATE INDEX page_voucher ON page (programme, name) WHERE name LIKE 'v:%';
