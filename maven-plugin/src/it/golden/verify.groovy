def builds = new File(basedir, 'build.log').text.split('Scanning for projects')
def golden = new File(basedir, 'src/test/golden/tiny.golden')
assert builds.length == 4
assert builds[1].contains("Recorded ${golden}: 4 items")
assert builds[2].contains("${golden}: ${new File(basedir, 'target/models/tiny.rq')} computes what was recorded")
assert builds[3].contains('tiny.rq does not compute what was recorded')
assert builds[3].contains('"y"')
