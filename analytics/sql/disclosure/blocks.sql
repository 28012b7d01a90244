-- Every group that was ever shown to readers of $scope, by the version and month it was shown in.
SELECT version, month, block, list(unit_id) AS units
FROM disclosure_block
WHERE scope = $scope
GROUP BY version, month, block
ORDER BY version, month, block;
