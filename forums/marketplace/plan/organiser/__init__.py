"""The organisers' doors of the plan of the halls."""
